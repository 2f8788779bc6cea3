package news.dateline.feedapi.delivery;

import java.util.function.LongConsumer;

/**
 * A second's tick of the audience, as each event loop gets it.
 *
 * @param sentAt nanoseconds as {@link System#nanoTime()} counts them
 * @param heartbeat after how many beats of silence the position is sent
 * @param writeTimeout after how many beats without progress a connection is closed
 * @param delay is told how many nanoseconds it took until the loop had time
 */
record Tick(long sentAt, int heartbeat, int writeTimeout, LongConsumer delay) {
  void arrived() {
    delay.accept(System.nanoTime() - sentAt);
  }
}
