package news.dateline.producer.polling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a source is polled next. After a failure the interval doubles, up to six hours. A
 * tenth more or less keeps many sources from being polled at the same time.
 *
 * @param random draws numbers from 0 to 1
 */
record PollSchedule(Clock clock, DoubleSupplier random) {
  private static final Duration MAX_BACKOFF = Duration.ofHours(6);
  private static final int MAX_DOUBLINGS = 12;

  /** Returns the time of the next poll after one that did not fail. */
  Instant afterSuccess(Duration interval) {
    return clock.instant().plus(jittered(interval));
  }

  /**
   * Returns the time of the next poll after a failure.
   *
   * @param failures the number of failures in a row, from 1
   * @param retryAfter how long the server asks to wait; null if it does not ask
   */
  Instant afterFailure(Duration interval, int failures, @Nullable Duration retryAfter) {
    Duration doubled = interval.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration limit = interval.compareTo(MAX_BACKOFF) > 0 ? interval : MAX_BACKOFF;
    Duration wait = jittered(doubled.compareTo(limit) > 0 ? limit : doubled);
    return clock
        .instant()
        .plus(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
  }

  private Duration jittered(Duration wait) {
    return Duration.ofMillis((long) (wait.toMillis() * (0.9 + 0.2 * random.getAsDouble())));
  }
}
