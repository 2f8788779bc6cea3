package news.dateline.testbed.load;

import java.util.concurrent.TimeUnit;
import news.dateline.cli.terminal.RangeCheck;

/**
 * When each publish is due, from the first one on. Fixed beforehand: a slow answer delays nothing,
 * so no slow moment hides the publishes it would have held up.
 *
 * @param warmUp publishes before those that are measured
 * @param publishes publishes that are measured
 * @param behind publishes after those, which the readers are away for
 * @param rate publishes a second
 * @param pairs whether every second one comes 4 ms after the one before
 */
public record Schedule(int warmUp, int publishes, int behind, double rate, boolean pairs) {
  private static final long PAIR = TimeUnit.MILLISECONDS.toNanos(4);

  public int total() {
    return away() + behind;
  }

  /** The first publish that the readers are away for. */
  int away() {
    return warmUp + publishes;
  }

  boolean measured(int number) {
    return number >= warmUp && number < away();
  }

  /** Nanoseconds after the first one. */
  long due(int number) {
    int even = pairs ? number - number % 2 : number;
    return Math.round(even / rate * TimeUnit.SECONDS.toNanos(1)) + (number - even) * PAIR;
  }

  String describe() {
    return "%d publishes at %s/s, %s, after %d to warm up"
        .formatted(
            publishes, RangeCheck.plain(rate), pairs ? "in pairs 4 ms apart" : "evenly", warmUp);
  }
}
