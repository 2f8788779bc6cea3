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
  static final int TURN = 16 * 1024;

  private final SharedStream broadcast;
  private final Executor loop;
  private final StreamMetrics meters;
  private final SubscriberSet live = new SubscriberSet();
  private final SubscriberSet lagging = new SubscriberSet();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final DeltaCache passages;
  private volatile boolean inhabited;
  private Batch edition = Batch.NONE;
  private int silence;

  LoopShard(SharedStream broadcast, Executor loop, StreamMetrics meters) {
    this.broadcast = broadcast;
    this.loop = loop;
    this.meters = meters;
    this.passages = new DeltaCache(broadcast.selection());
  }

  /** Lets a follower in, as one that lags. */
  void join(StreamSubscriber follower) {
    if (!inhabited) {
      // first, so that whoever makes a newer edition from here on wakes this circle
      inhabited = true;
      edition = broadcast.latest();
    }
    lagging.add(follower);
    resume(follower);
    if (broadcast.isOver()) {
      wake();
    }
  }

  void leave(StreamSubscriber follower) {
    follower.moveTo(null);
    if (live.isEmpty() && lagging.isEmpty()) {
      inhabited = false;
      edition = Batch.NONE; // all that comes hangs on it
      passages.clear();
    }
  }

  /** There is a newer edition. What comes while a task waits for its turn is sent with it. */
  void wake() {
    if (inhabited && woken.compareAndSet(false, true)) {
      run(this::serve);
    }
  }

  /** Runs on the loop; not at all once that has stopped, and every connection on it. */
  void run(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      inhabited = false;
    }
  }

  private void serve() {
    woken.set(false);
    if (broadcast.isOver()) {
      live.forEach(follower -> follower.outlet().end());
      lagging.forEach(follower -> follower.outlet().end());
      return;
    }
    for (Batch next = edition.next(); next != null; next = edition.next()) {
      deliver(next);
    }
    lagging.forEach(
        follower -> {
          if (!follower.isExpected()) {
            resume(follower);
          }
        });
  }

  /** Sends the edition, and those after it as far as one turn goes. */
  private void deliver(Batch next) {
    Position before = edition.position();
    EncodedFrames parcel = new EncodedFrames();
    Batch last = edition;
    int resets = 0;
    for (Batch each = next;
        each != null && (last == edition || parcel.length() + each.bytes() <= TURN);
        each = each.next()) {
      parcel.add(each.news());
      resets += each.resets();
      last = each;
    }
    if (parcel.length() > 0) {
      send(parcel, before);
      meters.delivered(parcel.events(), resets, live.size());
      meters.written(next.madeAt());
    }
    edition = last;
  }

  /** One write for each who is live and can take it; who cannot lags from here on. */
  private void send(EncodedFrames parcel, Position before) {
    boolean fits = parcel.length() <= TURN;
    live.forEach(
        follower -> {
          if (fits && follower.outlet().writable()) {
            follower.outlet().write(parcel);
          } else {
            follower.lag(before, lagging);
          }
        });
    parcel.release();
    silence = 0;
  }

  /** Goes on with one who lags, if it takes anything: one turn, then it is the others' turn. */
  void resume(StreamSubscriber follower) {
    if (!follower.isAmong(lagging) || !follower.outlet().writable()) {
      return;
    }
    boolean moved = follower.hasRest() ? begin(follower) : advance(follower);
    if (!follower.hasRest() && follower.isAt(edition.position())) {
      follower.moveTo(live);
      passages.keepFor(lagging);
    } else if (moved) {
      expect(follower);
    }
  }

  /** What must go out first, with what comes after it where that is little. */
  private boolean begin(StreamSubscriber follower) {
    EncodedFrames parcel = follower.takeRest(TURN);
    Delta passage = passages.from(follower.position(), edition.indexes()).passage();
    if (!follower.hasRest() && parcel.length() + passage.bytes() <= DeltaCache.LITTLE) {
      parcel.add(passage.frames());
      follower.position(passage.end());
      meters.caughtUp(passage);
    }
    follower.outlet().write(parcel);
    parcel.release();
    return true;
  }

  private void expect(StreamSubscriber follower) {
    follower.expected(true);
    run(
        () -> {
          follower.expected(false);
          resume(follower);
        });
  }

  private boolean advance(StreamSubscriber follower) {
    Position before = follower.position();
    DeltaCache.CachedDelta made = passages.from(before, edition.indexes());
    Delta passage = made.passage();
    // first, for who takes it at once is asked for more from within the write
    follower.position(passage.end());
    meters.caughtUp(passage);
    if (passage.bytes() > TURN) {
      passage.frames().stream().reduce(ByteSlice::and).ifPresent(follower::rest);
    } else if (passage.bytes() > 0) {
      follower.outlet().write(made.parcel());
    }
    return !follower.isAt(before);
  }

  /** Tells those who are live that a new day has begun in the feed. */
  void turnTo(int feed, LocalDate day) {
    run(() -> say(id -> ControlEvents.day(id, broadcast.selection().name(feed), day)));
  }

  /** Sends the position where nothing has been sent for so long, and parts with the stalled. */
  void beat(Tick beat) {
    if (inhabited) {
      run(() -> onLoop(beat));
    }
  }

  private void onLoop(Tick beat) {
    beat.arrived();
    if (++silence >= beat.heartbeat()) {
      say(ControlEvents::at);
    }
    live.forEach(
        follower -> {
          if (!follower.outlet().writable()) {
            follower.lag(edition.position(), lagging);
          }
        });
    lagging.forEach(
        follower -> {
          if (follower.stalled() >= beat.stall()) {
            meters.stalled();
            follower.outlet().abort();
          }
        });
  }

  private void say(Function<String, ByteSlice> signal) {
    if (!live.isEmpty()) {
      Position here = edition.position();
      send(EncodedFrames.of(signal.apply(here.id(broadcast.selection()))), here);
    }
  }

  /**
   * Ends some of the streams.
   *
   * @param share which part of those that are open, from 0 to 1
   * @param farewell gives the last that each is told
   */
  void end(double share, Supplier<ByteSlice> farewell) {
    run(
        () -> {
          double due = share * (live.size() + lagging.size());
          // by lot where it is not a whole number, or many small circles would end at once
          double lot = ThreadLocalRandom.current().nextDouble();
          for (int ended = 1; ended <= due + lot; ended++) {
            (live.isEmpty() ? lagging : live).last().end(farewell.get());
          }
        });
  }

  /** How many changes a follower has not been sent. */
  long behind(StreamSubscriber follower) {
    Position reached = follower.isAmong(lagging) ? follower.position() : edition.position();
    return reached.behind(broadcast.latest().position());
  }
}
