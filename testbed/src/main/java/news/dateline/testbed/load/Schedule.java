package news.dateline.testbed.load;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * When each publish is due, from the first one on. Fixed beforehand: a slow answer delays nothing,
 * so no slow moment hides the publishes it would have held up.
 *
 * @param warmUp publishes before those that are measured
 * @param publishes publishes that are measured
 * @param rate publishes a second
 * @param pairs whether every second one comes 4 ms after the one before
 */
record Schedule(int warmUp, int publishes, double rate, boolean pairs) {
  private static final long PAIR = TimeUnit.MILLISECONDS.toNanos(4);

  int total() {
    return warmUp + publishes;
  }

  boolean measured(int number) {
    return number >= warmUp;
  }

  /** Nanoseconds after the first one. */
  long due(int number) {
    int even = pairs ? number - number % 2 : number;
    return Math.round(even / rate * TimeUnit.SECONDS.toNanos(1)) + (number - even) * PAIR;
  }

  /** The number as a person writes it: 20, not 20.0. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  String describe() {
    return "%d publishes at %s/s, %s, after %d to warm up"
        .formatted(publishes, plain(rate), pairs ? "in pairs 4 ms apart" : "evenly", warmUp);
  }
}
