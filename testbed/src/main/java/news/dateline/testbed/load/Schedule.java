package news.dateline.testbed.load;

import java.util.concurrent.TimeUnit;
import news.dateline.cli.terminal.RangeCheck;

/**
 * When each publish is due, relative to the first. The schedule is fixed beforehand: a slow answer
 * delays no later publish, so the latencies show every slow moment (no coordinated omission).
 *
 * @param warmUp publishes before the measured ones
 * @param publishes measured publishes
 * @param behind publishes while the subscribers are disconnected
 * @param rate publishes per second
 * @param pairs true if every second publish comes 4 ms after the one before
 */
record Schedule(int warmUp, int publishes, int behind, double rate, boolean pairs) {
  private static final long PAIR_DISTANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final int COLD_SECONDS = 5;

  int total() {
    return firstMissed() + behind;
  }

  /** The number of the first publish while the subscribers are disconnected. */
  int firstMissed() {
    return warmUp + publishes;
  }

  /**
   * The number of publishes that are due in the first five seconds; 0 if the warm-up is shorter.
   */
  int cold() {
    int cold = (int) Math.ceil(rate * COLD_SECONDS);
    return cold <= warmUp ? cold : 0;
  }

  boolean measured(int number) {
    return number >= warmUp && number < firstMissed();
  }

  /** Nanoseconds after the first publish. */
  long due(int number) {
    int even = pairs ? number - number % 2 : number;
    return Math.round(even / rate * TimeUnit.SECONDS.toNanos(1))
        + (number - even) * PAIR_DISTANCE_NANOS;
  }

  String describe() {
    return "%d publishes at %s/s, %s, after %d to warm up"
        .formatted(
            publishes, RangeCheck.plain(rate), pairs ? "in pairs 4 ms apart" : "evenly", warmUp);
  }
}
