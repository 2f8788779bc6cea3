package news.dateline.feedapi.fanout;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.ControlEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Drives the streams while the application runs: heartbeats, midnights, token rechecks, write
 * timeouts, maximum ages and counts. When the application stops, the streams go on until the load
 * balancer has noticed; then they end spread over some time. The web server stops after that.
 */
public final class SubscriberLifecycle implements SmartLifecycle {
  private static final int TICKS_PER_HEARTBEAT = 15;
  private static final Duration MAX_LOOP_DELAY = Duration.ofMillis(500);
  private static final Duration DRAIN_INTERVAL = Duration.ofMillis(100);
  private static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

  private final StreamHub hub;
  private final Admission admission;
  private final StreamProperties settings;
  private final Time time;
  private final AtomicLong longestDelay = new AtomicLong();
  private volatile @Nullable Disposable ticking;

  /** For the timer's thread. */
  private int ticks;

  /**
   * The sources of time.
   *
   * @param timer runs the ticks
   * @param clock the clock by which midnight is noticed
   */
  public record Time(Scheduler timer, Clock clock) {}

  public SubscriberLifecycle(
      StreamHub hub, Admission admission, StreamProperties settings, Time time) {
    this.hub = hub;
    this.admission = admission;
    this.settings = settings;
    this.time = time;
  }

  @Override
  public void start() {
    long millis = interval().toMillis();
    ticking = time.timer().schedulePeriodically(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  private Duration interval() {
    return settings.heartbeat().dividedBy(TICKS_PER_HEARTBEAT);
  }

  private void tick() {
    boolean overloaded = longestDelay.getAndSet(0) > MAX_LOOP_DELAY.toNanos();
    admission.overloaded(overloaded);
    hub.sharedStreams().forEach(sharedStream -> sharedStream.announceMidnight(time.clock()));
    hub.recheckTokens();
    List<LoopShard> shards = hub.shards().toList();
    // one more, so that the count is complete here if no stream is open
    StreamCounts counts = isCounted() ? hub.newCounts(shards.size() + 1) : null;
    Tick tick =
        new Tick(
            System.nanoTime(),
            ++ticks,
            TICKS_PER_HEARTBEAT,
            ticks(settings.writeTimeout()),
            overloaded || hub.isClosing() ? 0 : ticks(settings.maxStreamAge()),
            this::expiredEvents,
            this::delayed,
            counts);
    shards.forEach(shard -> shard.tick(tick));
    tick.countDown();
  }

  /** Returns the number of ticks within which the time has passed. */
  private int ticks(Duration time) {
    return (int) Math.ceil((double) time.toNanos() / interval().toNanos());
  }

  private ByteSlice expiredEvents() {
    hub.metrics().expired();
    return ControlEvents.retry(admission.resumeRetry());
  }

  /** Returns true at most once a second. */
  private boolean isCounted() {
    long millis = interval().toMillis();
    long ticksPerCount = (COUNT_INTERVAL.toMillis() + millis - 1) / millis;
    return ticks % ticksPerCount == 0;
  }

  private void delayed(long nanos) {
    hub.metrics().loopDelay(nanos);
    longestDelay.accumulateAndGet(nanos, Math::max);
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable stopped) {
    Duration wait = settings.shutdownWait();
    if (wait.isZero()) {
      endStreams(stopped);
    } else {
      time.timer().schedule(() -> endStreams(stopped), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void endStreams(Runnable stopped) {
    hub.close();
    // a fifth is left for what the last streams still have to write
    Duration ending = settings.shutdownDrain().multipliedBy(4).dividedBy(5);
    drain(
        (int) ending.dividedBy(DRAIN_INTERVAL),
        () -> {
          stopTicks();
          stopped.run();
        });
  }

  private void stopTicks() {
    Disposable running = ticking;
    if (running != null) {
      running.dispose();
      ticking = null;
    }
  }

  /** Ends the same number of streams at each step, so that clients do not reconnect all at once. */
  private void drain(int steps, Runnable stopped) {
    double share = 1.0 / Math.max(1, steps);
    hub.shards().forEach(shard -> shard.end(share, this::closingEvents));
    if (steps <= 1 || admission.open() == 0) {
      stopped.run();
    } else {
      long millis = DRAIN_INTERVAL.toMillis();
      time.timer().schedule(() -> drain(steps - 1, stopped), millis, TimeUnit.MILLISECONDS);
    }
  }

  private ByteSlice closingEvents() {
    return ControlEvents.retry(admission.retry());
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }
}
