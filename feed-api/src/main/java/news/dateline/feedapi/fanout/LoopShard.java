package news.dateline.feedapi.delivery;

import java.time.LocalDate;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import news.dateline.feedapi.index.ByteSlice;

/**
 * The followers of one selection on one event loop. A change costs one task here, which walks them;
 * only that loop touches what is in here.
 */
final class LoopShard {
  /** What one follower is sent in one go, in bytes; a larger event goes out in parts. */
  static final int MAX_WRITE = 16 * 1024;

  private final SharedStream sharedStream;
  private final Executor loop;
  private final StreamMetrics meters;
  private final SubscriberSet live = new SubscriberSet();
  private final SubscriberSet lagging = new SubscriberSet();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final DeltaCache deltas;
  private volatile boolean active;
  private Batch batch = Batch.EMPTY;
  private int silentTicks;

  LoopShard(SharedStream sharedStream, Executor loop, StreamMetrics meters) {
    this.sharedStream = sharedStream;
    this.loop = loop;
    this.meters = meters;
    this.deltas = new DeltaCache(sharedStream.selection());
  }

  /** Lets a follower in, as one that lags. */
  void join(StreamSubscriber subscriber) {
    if (!active) {
      // first, so that whoever makes a newer edition from here on wakes this circle
      active = true;
      batch = sharedStream.latest();
    }
    lagging.add(subscriber);
    resume(subscriber);
    if (sharedStream.isClosedToPublic()) {
      wake();
    }
  }

  void leave(StreamSubscriber subscriber) {
    subscriber.moveTo(null);
    if (live.isEmpty() && lagging.isEmpty()) {
      active = false;
      batch = Batch.EMPTY; // all that comes hangs on it
      deltas.clear();
    }
  }

  /** There is a newer edition. What comes while a task waits for its turn is sent with it. */
  void wake() {
    if (active && woken.compareAndSet(false, true)) {
      run(this::serve);
    }
  }

  /** Runs on the loop; not at all once that has stopped, and every connection on it. */
  void run(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      active = false;
    }
  }

  private void serve() {
    woken.set(false);
    if (sharedStream.isClosedToPublic()) {
      live.forEach(subscriber -> subscriber.output().end());
      lagging.forEach(subscriber -> subscriber.output().end());
      return;
    }
    for (Batch next = batch.next(); next != null; next = batch.next()) {
      deliver(next);
    }
    lagging.forEach(
        subscriber -> {
          if (!subscriber.isResumeScheduled()) {
            resume(subscriber);
          }
        });
  }

  /** Sends the edition, and those after it as far as one turn goes. */
  private void deliver(Batch next) {
    Position before = batch.position();
    EncodedFrames encoded = new EncodedFrames();
    Batch last = batch;
    int resets = 0;
    for (Batch each = next;
        each != null && (last == batch || encoded.length() + each.bytes() <= MAX_WRITE);
        each = each.next()) {
      encoded.add(each.frames());
      resets += each.resets();
      last = each;
    }
    if (encoded.length() > 0) {
      send(encoded, before);
      meters.delivered(encoded.events(), resets, live.size());
      meters.written(next.createdNanos());
    }
    batch = last;
  }

  /** One write for each who is live and can take it; who cannot lags from here on. */
  private void send(EncodedFrames encoded, Position before) {
    boolean fits = encoded.length() <= MAX_WRITE;
    live.forEach(
        subscriber -> {
          if (fits && subscriber.output().writable()) {
            subscriber.output().write(encoded);
          } else {
            subscriber.fallBehind(before, lagging);
          }
        });
    encoded.release();
    silentTicks = 0;
  }

  /** Goes on with one who lags, if it takes anything: one turn, then it is the others' turn. */
  void resume(StreamSubscriber subscriber) {
    if (!subscriber.isAmong(lagging) || !subscriber.output().writable()) {
      return;
    }
    boolean moved = subscriber.hasPending() ? begin(subscriber) : catchUp(subscriber);
    if (!subscriber.hasPending() && subscriber.isAt(batch.position())) {
      subscriber.moveTo(live);
      deltas.keepFor(lagging);
    } else if (moved) {
      scheduleResume(subscriber);
    }
  }

  /** What must go out first, with what comes after it where that is little. */
  private boolean begin(StreamSubscriber subscriber) {
    EncodedFrames encoded = subscriber.takePending(MAX_WRITE);
    Delta delta = deltas.from(subscriber.position(), batch.indexes()).delta();
    if (!subscriber.hasPending() && encoded.length() + delta.bytes() <= DeltaCache.COALESCE_LIMIT) {
      encoded.add(delta.frames());
      subscriber.position(delta.end());
      meters.caughtUp(delta);
    }
    subscriber.output().write(encoded);
    encoded.release();
    return true;
  }

  private void scheduleResume(StreamSubscriber subscriber) {
    subscriber.resumeScheduled(true);
    run(
        () -> {
          subscriber.resumeScheduled(false);
          resume(subscriber);
        });
  }

  private boolean catchUp(StreamSubscriber subscriber) {
    Position before = subscriber.position();
    DeltaCache.CachedDelta made = deltas.from(before, batch.indexes());
    Delta delta = made.delta();
    // first, for who takes it at once is asked for more from within the write
    subscriber.position(delta.end());
    meters.caughtUp(delta);
    if (delta.bytes() > MAX_WRITE) {
      delta.frames().stream().reduce(ByteSlice::and).ifPresent(subscriber::pending);
    } else if (delta.bytes() > 0) {
      subscriber.output().write(made.encoded());
    }
    return !subscriber.isAt(before);
  }

  /** Tells those who are live that a new day has begun in the feed. */
  void sendDay(int feed, LocalDate day) {
    run(() -> sendControl(id -> ControlEvents.day(id, sharedStream.selection().name(feed), day)));
  }

  /** Sends the position where nothing has been sent for so long, and parts with the stalled. */
  void tick(Tick tick) {
    if (active) {
      run(() -> onLoop(tick));
    }
  }

  private void onLoop(Tick tick) {
    tick.arrived();
    if (++silentTicks >= tick.heartbeat()) {
      sendControl(ControlEvents::at);
    }
    live.forEach(
        subscriber -> {
          if (!subscriber.output().writable()) {
            subscriber.fallBehind(batch.position(), lagging);
          }
        });
    lagging.forEach(
        subscriber -> {
          if (subscriber.countStalledTick() >= tick.writeTimeout()) {
            meters.stalled();
            subscriber.output().abort();
          }
        });
  }

  private void sendControl(Function<String, ByteSlice> signal) {
    if (!live.isEmpty()) {
      Position here = batch.position();
      send(EncodedFrames.of(signal.apply(here.id(sharedStream.selection()))), here);
    }
  }

  /**
   * Ends some of the streams.
   *
   * @param share which part of those that are open, from 0 to 1
   * @param closingEvents gives the last that each is told
   */
  void end(double share, Supplier<ByteSlice> closingEvents) {
    run(
        () -> {
          double due = share * (live.size() + lagging.size());
          // by lot where it is not a whole number, or many small circles would end at once
          double lot = ThreadLocalRandom.current().nextDouble();
          for (int ended = 1; ended <= due + lot; ended++) {
            (live.isEmpty() ? lagging : live).last().end(closingEvents.get());
          }
        });
  }

  /** How many changes a follower has not been sent. */
  long behind(StreamSubscriber subscriber) {
    Position reached = subscriber.isAmong(lagging) ? subscriber.position() : batch.position();
    return reached.behind(sharedStream.latest().position());
  }
}
