package news.dateline.producer.polling;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a source is polled next. A tenth more or less than the interval keeps sources apart
 * that began together.
 *
 * @param random from 0 inclusive to 1 exclusive
 */
record PollSchedule(Clock clock, DoubleSupplier random) {
  private static final double JITTER = 0.1;
  private static final int MAX_DOUBLINGS = 20;
  private static final Duration MAX_BACK_OFF = Duration.ofHours(1);
  private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

  Instant now() {
    return clock.instant();
  }

  /** Returns the time of the poll after one that succeeded. */
  Instant afterSuccess(Duration interval) {
    return now().plus(jittered(interval));
  }

  /**
   * Returns the time of the poll after one that failed. The interval doubles with each failure, up
   * to an hour, or up to the interval itself if that is longer.
   *
   * @param failures number of failures in a row, 1 or more
   * @param retryAfter the header {@code Retry-After}; null if there is none
   */
  Instant afterFailure(Duration interval, int failures, @Nullable String retryAfter) {
    Instant now = now();
    Duration longest = interval.compareTo(MAX_BACK_OFF) > 0 ? interval : MAX_BACK_OFF;
    Duration doubled = interval.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Instant due = now.plus(jittered(doubled.compareTo(longest) > 0 ? longest : doubled));
    Instant asked = retryAfter == null ? due : retryAfter(now, retryAfter);
    return asked.isAfter(due) ? asked : due;
  }

  /** Returns the time that a server asks for, at most a day ahead; now if it asks for none. */
  private static Instant retryAfter(Instant now, String header) {
    Instant latest = now.plus(MAX_RETRY_AFTER);
    Instant asked;
    if (header.strip().matches("[0-9]{1,9}")) {
      asked = now.plusSeconds(Long.parseLong(header.strip()));
    } else {
      try {
        asked =
            ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      } catch (DateTimeException e) {
        return now;
      }
    }
    return asked.isAfter(latest) ? latest : asked;
  }

  /**
   * Returns true if the time has come. Also returns true if the time is further ahead than any
   * interval allows, because a clock was wrong when the time was set.
   *
   * @param failures number of failures in a row after which the time was set
   */
  boolean isReached(Duration interval, Instant due, int failures) {
    Instant now = now();
    Duration longest = interval.multipliedBy(11).dividedBy(10);
    if (failures > 0 && longest.compareTo(MAX_RETRY_AFTER) < 0) {
      longest = MAX_RETRY_AFTER;
    }
    return !now.isBefore(due) || due.isAfter(now.plus(longest));
  }

  private Duration jittered(Duration interval) {
    double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
    return Duration.ofMillis(Math.round(interval.toMillis() * factor));
  }
}
