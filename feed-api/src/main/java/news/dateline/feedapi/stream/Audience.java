package news.dateline.feedapi.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Feeds;
import news.dateline.feedapi.index.Reset;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * All open streams, grouped by feed and event loop: a change costs one task a loop, and the streams
 * of a loop are served there. Ends them all when the application stops.
 */
public final class Audience implements SmartLifecycle {
  private static final int TICKS_PER_HEARTBEAT = 15;

  private final ConcurrentMap<FeedId, ConcurrentMap<Executor, Group>> groups =
      new ConcurrentHashMap<>();
  private final Feeds feeds;
  private final long heartbeat;
  private final Scheduler timer;
  private final MeterRegistry meters;
  private volatile boolean stopping;
  private volatile @Nullable Disposable ticking;

  private record Group(Executor loop, Set<FeedStream> members, AtomicBoolean woken) {
    Group(Executor loop) {
      this(loop, ConcurrentHashMap.newKeySet(), new AtomicBoolean());
    }

    /** What comes while a task is waiting for its turn is sent with it. */
    void wake() {
      if (!members.isEmpty() && woken.compareAndSet(false, true)) {
        run(
            () -> {
              woken.set(false);
              members.forEach(FeedStream::drain);
            });
      }
    }

    void forEach(Consumer<FeedStream> action) {
      if (!members.isEmpty()) {
        run(() -> members.forEach(action));
      }
    }

    private void run(Runnable task) {
      try {
        loop.execute(task);
      } catch (RejectedExecutionException e) {
        // the loop has stopped, and every connection on it
        members.clear();
      }
    }
  }

  /**
   * @param timer gives the heartbeat and its clock
   */
  public Audience(Feeds feeds, StreamProperties settings, Scheduler timer, MeterRegistry meters) {
    this.feeds = feeds;
    this.heartbeat = settings.heartbeat().toMillis();
    this.timer = timer;
    this.meters = meters;
    Gauge.builder("dateline.stream.subscribers", this, Audience::size)
        .description("streams that are open")
        .register(meters);
    feeds.onChange(this::wake);
  }

  private void wake(FeedId feed) {
    ConcurrentMap<Executor, Group> loops = groups.get(feed);
    if (loops != null) {
      loops.values().forEach(Group::wake);
    }
  }

  Optional<FeedIndex> present(FeedId feed) {
    return feeds.find(feed);
  }

  void join(FeedStream stream) {
    groups
        .computeIfAbsent(stream.feed(), feed -> new ConcurrentHashMap<>())
        .computeIfAbsent(stream.loop(), Group::new)
        .members()
        .add(stream);
    if (stopping) {
      stream.end();
    }
  }

  void leave(FeedStream stream) {
    ConcurrentMap<Executor, Group> loops = groups.get(stream.feed());
    Group group = loops == null ? null : loops.get(stream.loop());
    if (group != null) {
      group.members().remove(stream);
    }
  }

  /** Streams that are open. */
  public int size() {
    return groups().mapToInt(group -> group.members().size()).sum();
  }

  private Stream<Group> groups() {
    return groups.values().stream().flatMap(loops -> loops.values().stream());
  }

  void resetFor(Reset.Reason reason) {
    String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    meters.counter("dateline.stream.resets", "reason", name).increment();
  }

  /** Milliseconds of the heartbeat's clock. */
  long now() {
    return timer.now(TimeUnit.MILLISECONDS);
  }

  boolean isStopping() {
    return stopping;
  }

  @Override
  public void start() {
    long tick = Math.max(1, heartbeat / TICKS_PER_HEARTBEAT);
    ticking = timer.schedulePeriodically(this::beat, tick, tick, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    groups().forEach(group -> group.forEach(stream -> stream.beat(heartbeat)));
  }

  @Override
  public void stop() {
    stopping = true;
    Disposable timed = ticking;
    if (timed != null) {
      timed.dispose();
      ticking = null;
    }
    groups().forEach(group -> group.forEach(FeedStream::end));
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }
}
