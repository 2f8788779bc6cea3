package news.dateline.feedapi.fanout;

import java.util.function.LongConsumer;

/**
 * The periodic task of every shard, about once a second.
 *
 * @param sentNanos when it was sent, in the nanoseconds of {@link System#nanoTime()}
 * @param ticksPerHeartbeat ticks without an event after which the position is sent
 * @param ticksPerWriteTimeout ticks without progress after which a connection is closed
 * @param delay receives the nanoseconds from sending the tick until the event loop ran it
 */
record Tick(long sentNanos, int ticksPerHeartbeat, int ticksPerWriteTimeout, LongConsumer delay) {
  /** Records the delay of the tick. Call on the event loop when the tick runs. */
  void recordDelay() {
    delay.accept(System.nanoTime() - sentNanos);
  }
}
