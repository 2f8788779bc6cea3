package news.dateline.feedapi.fanout;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import news.dateline.feedapi.sse.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * The periodic task of every shard, about once a second.
 *
 * @param sentNanos when it was sent, in the nanoseconds of {@link System#nanoTime()}
 * @param number counts the ticks
 * @param ticksPerHeartbeat ticks without an event after which the position is sent
 * @param ticksPerWriteTimeout ticks without progress after which a connection is closed
 * @param ticksPerMaxAge ticks after which a stream is ended; 0: this tick ends none
 * @param expiredEvents counts a stream that is ended for its age, and encodes its last events
 * @param delay receives the nanoseconds from sending the tick until the event loop ran it
 * @param counts receives the streams of the shard; null if they are not counted at this tick
 */
record Tick(
    long sentNanos,
    int number,
    int ticksPerHeartbeat,
    int ticksPerWriteTimeout,
    int ticksPerMaxAge,
    Supplier<ByteSlice> expiredEvents,
    LongConsumer delay,
    @Nullable StreamCounts counts) {
  /** Records the delay of the tick. Call on the event loop when the tick runs. */
  void recordDelay() {
    delay.accept(System.nanoTime() - sentNanos);
  }

  /**
   * Returns the number of the tick at which a stream ends that is new now: after three to four
   * quarters of the maximum age, so that streams that began together do not end together.
   */
  int newExpiry() {
    return number + ticksPerMaxAge - ThreadLocalRandom.current().nextInt(ticksPerMaxAge / 4 + 1);
  }

  /** Adds the live streams of a shard to the count, if there is one. */
  void count(Selection selection, SubscriberSet live, Position position, long writtenMillis) {
    if (counts != null) {
      counts.add(selection, live, position, writtenMillis);
    }
  }

  /** Adds the lagging streams of a shard. */
  void count(Selection selection, SubscriberSet lagging) {
    if (counts != null) {
      counts.add(selection, lagging);
    }
  }

  /** Notes that the shard has no more streams to count. */
  void countDown() {
    if (counts != null) {
      counts.countDown();
    }
  }
}
