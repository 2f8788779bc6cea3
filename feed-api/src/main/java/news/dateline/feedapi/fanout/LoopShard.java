package news.dateline.feedapi.fanout;

import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.ControlEvents;

/**
 * The subscribers of one selection on one event loop. A change costs one task, which walks them.
 * Unless a method says otherwise, call it on that event loop.
 */
final class LoopShard {
  /** Bytes that a subscriber is sent at a time. A larger event is sent in parts. */
  static final int MAX_WRITE = 16 * 1024;

  private final SharedStream sharedStream;
  private final Executor loop;
  private final StreamMetrics metrics;
  private final SubscriberSet live = new SubscriberSet();
  private final SubscriberSet lagging = new SubscriberSet();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean recheckScheduled = new AtomicBoolean();
  private final DeltaCache deltas;
  private volatile boolean active;
  private Batch batch = Batch.EMPTY;
  private volatile boolean hasPartners;
  private int silentTicks;
  private long writtenMillis; // when the batch was sent; 0 if it was there before

  LoopShard(SharedStream sharedStream, Executor loop, StreamMetrics metrics) {
    this.sharedStream = sharedStream;
    this.loop = loop;
    this.metrics = metrics;
    this.deltas = new DeltaCache(sharedStream.selection());
  }

  /** Adds a subscriber as a lagging one. Returns false if it may not read what it would be sent. */
  boolean join(StreamSubscriber subscriber, Duration retry) {
    if (active && !subscriber.position().sameEpochs(batch.position())) {
      serve(); // otherwise the subscriber would be reset to the epoch of the old batch
    }
    if (!active) { // the last subscriber may have left during the write in serve()
      // set first: from here on, the thread that appends a batch wakes this shard
      active = true;
      batch = sharedStream.latest();
      writtenMillis = 0;
    }
    if (!subscriber.mayRead(batch)) {
      return false;
    }
    hasPartners |= subscriber.request().grant() != null;
    lagging.add(subscriber);
    subscriber.open(retry, batch.position());
    resume(subscriber);
    return true;
  }

  void leave(StreamSubscriber subscriber) {
    subscriber.moveTo(null);
    if (live.isEmpty() && lagging.isEmpty()) {
      active = false;
      hasPartners = false;
      batch = Batch.EMPTY; // a reference to the old batch would keep all later batches in memory
      deltas.clear();
    }
  }

  /** Schedules one task that sends all new batches. Thread-safe. */
  void wake() {
    if (active && woken.compareAndSet(false, true)) {
      run(this::serve);
    }
  }

  /** Runs the task on the event loop; returns false if the loop has stopped. Thread-safe. */
  boolean run(Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      active = false;
      return false;
    }
  }

  private void serve() {
    woken.set(false);
    for (Batch next = batch.next(); next != null; next = batch.next()) {
      send(next);
    }
    lagging.forEach(StreamSubscriber::resumeUnlessScheduled);
  }

  /** Sends the batch and those after it, up to {@link #MAX_WRITE} bytes, in one write. */
  private void send(Batch first) {
    if (first.restricts()) {
      live.forEach(subscriber -> subscriber.recheckAccess(first, sharedStream));
      lagging.forEach(subscriber -> subscriber.recheckAccess(first, sharedStream));
    }
    EncodedFrames encoded = new EncodedFrames();
    Batch last = batch;
    int resets = 0;
    for (Batch each = first;
        each != null && (last == batch || each.fits(MAX_WRITE - encoded.length()));
        each = each.next()) {
      encoded.add(each.frames());
      resets += each.resets();
      last = each;
    }
    if (encoded.length() > 0) {
      send(encoded);
      metrics.delivered(encoded.events(), resets, live.size());
      metrics.fanout(first.createdNanos());
    }
    writtenMillis = System.currentTimeMillis();
    batch = active ? last : Batch.EMPTY; // the last subscriber may have left meanwhile
  }

  /** Writes to each live subscriber. A subscriber that is not writable falls behind. */
  private void send(EncodedFrames encoded) {
    Position before = batch.position();
    live.forEach(
        subscriber -> {
          if (encoded.length() <= MAX_WRITE && subscriber.output().writable()) {
            subscriber.output().write(encoded);
          } else {
            subscriber.fallBehind(before, lagging);
          }
        });
    encoded.release();
    silentTicks = 0;
  }

  /** Writes at most 16 KiB to a lagging subscriber if it is writable, then yields to the others. */
  void resume(StreamSubscriber subscriber) {
    if (!subscriber.isAmong(lagging) || !subscriber.output().writable()) {
      return;
    }
    boolean moved = subscriber.hasPending() ? sendPending(subscriber) : catchUp(subscriber);
    boolean caughtUp = !subscriber.hasPending() && subscriber.isAt(batch.position());
    if (caughtUp && subscriber.isAmong(lagging)) { // the subscriber may have left during the write
      subscriber.moveTo(live);
      if (lagging.isEmpty()) {
        deltas.clear();
      }
    } else if (moved) {
      subscriber.scheduleResume();
    }
  }

  /** Writes what must go out first, together with the delta after it if both are small. */
  private boolean sendPending(StreamSubscriber subscriber) {
    EncodedFrames encoded = subscriber.takePending(MAX_WRITE);
    Delta delta = deltas.from(subscriber.position(), batch.indexes()).delta();
    int bytes = encoded.length() + delta.bytes();
    if (!subscriber.hasPending() && bytes <= DeltaCache.COALESCE_LIMIT) {
      encoded.add(delta.frames());
      subscriber.advanceTo(delta.end());
      metrics.caughtUp(delta);
    }
    subscriber.output().write(encoded);
    encoded.release();
    return true;
  }

  private boolean catchUp(StreamSubscriber subscriber) {
    Position before = subscriber.position();
    DeltaCache.CachedDelta cached = deltas.from(before, batch.indexes());
    Delta delta = cached.delta();
    // moved before the write, because the output may call resume from within it
    subscriber.advanceTo(delta.end());
    metrics.caughtUp(delta);
    if (delta.bytes() > MAX_WRITE) {
      delta.frames().stream().reduce(ByteSlice::and).ifPresent(subscriber::setPending);
    } else if (delta.bytes() > 0) {
      subscriber.output().write(cached.encoded());
    }
    return !subscriber.isAt(before);
  }

  /** Sends the live subscribers a {@code day} event. Thread-safe. */
  void sendDay(int feed, LocalDate day) {
    run(() -> sendControl(id -> ControlEvents.day(id, sharedStream.selection().name(feed), day)));
  }

  /** Schedules write timeouts, the count of the streams and heartbeats. Thread-safe. */
  void tick(Tick tick) {
    if (!active || !run(() -> onTick(tick))) {
      tick.countDown();
    }
  }

  private void onTick(Tick tick) {
    tick.recordDelay();
    live.forEach(subscriber -> subscriber.fallBehindOrExpire(tick, batch.position(), lagging));
    lagging.forEach(subscriber -> subscriber.abortIfStalled(tick.ticksPerWriteTimeout(), metrics));
    if (active) {
      tick.count(sharedStream.selection(), live, batch.position(), writtenMillis);
      tick.count(sharedStream.selection(), lagging);
    }
    if (++silentTicks >= tick.ticksPerHeartbeat()) {
      sendControl(ControlEvents::at);
    }
    tick.countDown();
  }

  private void sendControl(Function<String, ByteSlice> event) {
    if (!live.isEmpty()) {
      send(EncodedFrames.of(event.apply(batch.position().id(sharedStream.selection()))));
    }
  }

  /** Schedules one recheck of all tokens, however often it is called meanwhile. Thread-safe. */
  void recheckTokens(Supplier<ByteSlice> revokedEvents) {
    if (hasPartners && recheckScheduled.compareAndSet(false, true)) {
      run(
          () -> {
            recheckScheduled.set(false);
            live.forEach(subscriber -> subscriber.recheckToken(revokedEvents));
            lagging.forEach(subscriber -> subscriber.recheckToken(revokedEvents));
          });
    }
  }

  /** Ends a share, from 0 to 1, of the open streams. Thread-safe. */
  void end(double share, Supplier<ByteSlice> closingEvents) {
    run(
        () -> {
          // the fraction is rounded at random, or many small shards would all end together
          double rounding = ThreadLocalRandom.current().nextDouble();
          int due = (int) (share * (live.size() + lagging.size()) + rounding);
          for (; due > 0; due--) {
            (live.isEmpty() ? lagging : live).last().end(closingEvents.get());
          }
        });
  }

  /** Returns how many changes the subscriber has not been sent. */
  long lagOf(StreamSubscriber subscriber) {
    Position reached = subscriber.isAmong(lagging) ? subscriber.position() : batch.position();
    return reached.changesTo(sharedStream.latest().position());
  }
}
