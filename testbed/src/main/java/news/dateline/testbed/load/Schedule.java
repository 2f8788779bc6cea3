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
 * @param restart true if the service is started again at the end, and five seconds of publishes
 *     follow
 */
record Schedule(
    int warmUp, int publishes, int behind, double rate, boolean pairs, boolean restart) {
  private static final long PAIR_DISTANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final int COLD_SECONDS = 5;

  int total() {
    return firstAfterRestart() + (restart ? inFirstSeconds() : 0);
  }

  /** The number of the first publish while the subscribers are disconnected. */
  int firstMissed() {
    return warmUp + publishes;
  }

  /** The number of the first publish after the restart. */
  int firstAfterRestart() {
    return firstMissed() + behind;
  }

  /**
   * The publishes of the first five seconds of the warm-up; 0 if it is shorter, or if those after
   * the restart are the cold ones.
   */
  int coldAtStart() {
    return restart || inFirstSeconds() > warmUp ? 0 : inFirstSeconds();
  }

  private int inFirstSeconds() {
    return (int) Math.ceil(rate * COLD_SECONDS);
  }

  /** Returns true if the publish is one of the five seconds that are reported as cold. */
  boolean cold(int number) {
    return restart ? number >= firstAfterRestart() : number < coldAtStart();
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
