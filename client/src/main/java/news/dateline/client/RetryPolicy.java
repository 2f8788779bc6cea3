package news.dateline.client;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The limits within which a request is sent again. The rule itself is fixed: a request is repeated,
 * under the same {@code Idempotency-Key}, if the connection fails or times out, or if the answer is
 * 429 or 5xx. A client that has never had an answer gives up at the first failed connection, since
 * its address is probably wrong.
 *
 * <p>The pause before the next attempt is what {@code Retry-After} asks for; without that header it
 * doubles, beginning at {@code minPause}. It never exceeds {@code maxPause}.
 *
 * @param maxAttempts how often a request is sent at most, the first time included
 * @param maxDuration no attempt begins later than this after the first
 * @param answerTimeout the longest wait for one answer; above the wait that the request asks for.
 *     An import may take ten times as long
 */
public record RetryPolicy(
    int maxAttempts,
    Duration maxDuration,
    Duration minPause,
    Duration maxPause,
    Duration answerTimeout) {

  /**
   * Five attempts, up to 5 s apart. The service may wait up to 30 s for Kafka before it answers.
   */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          5,
          Duration.ofMinutes(5),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60));

  /** Each request is sent once. */
  public static final RetryPolicy NEVER =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60));

  /** As often as fits into a time, up to 1 s apart. */
  public static RetryPolicy during(Duration maxDuration) {
    return new RetryPolicy(
        Integer.MAX_VALUE,
        maxDuration,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(15));
  }

  boolean allows(int attempt, long nanosSinceFirst) {
    return attempt <= maxAttempts && nanosSinceFirst <= maxDuration.toNanos();
  }

  /** The pause after a failed attempt; attempts count from 1. */
  Duration pauseAfter(int attempt, OptionalLong retryAfterSeconds) {
    Duration pause =
        retryAfterSeconds.isPresent()
            ? Duration.ofSeconds(retryAfterSeconds.getAsLong())
            : minPause.multipliedBy(1L << Math.min(attempt - 1, 10));
    return pause.compareTo(maxPause) < 0 ? pause : maxPause;
  }
}
