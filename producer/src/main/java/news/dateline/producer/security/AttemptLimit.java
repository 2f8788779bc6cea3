package news.dateline.producer.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Limits the failed attempts of each address to present a secret. A request of an address that has
 * failed too often is refused before its secret is checked, unless the address has presented the
 * same secret with success before, or this service has just issued it to the address: editors who
 * share an address with an attacker go on working. While the attempts in progress may use up all
 * failures that the address has left, further ones wait for seconds, and are refused then.
 * Remembers the 100,000 addresses used last, and those with attempts in progress. Thread-safe.
 */
public final class AttemptLimit {
  private static final int MAX_ENTRIES = 100_000;

  /** Retries for about 5 s, the longest time of an ordinary check. */
  private static final int MAX_RETRIES = 28;

  private static final Duration MIN_RETRY_INTERVAL = Duration.ofMillis(20);
  private static final Duration MAX_RETRY_INTERVAL = Duration.ofMillis(200);

  private static final Retry RETRY =
      Retry.backoff(MAX_RETRIES, MIN_RETRY_INTERVAL)
          .maxBackoff(MAX_RETRY_INTERVAL)
          .filter(TooManyInProgressException.class::isInstance)
          .onRetryExhaustedThrow((retry, last) -> tooMany("too many attempts in progress", 1));

  private final int burst;
  private final Duration interval;
  private final Clock clock;

  /** The time at which an address has recovered from all its failures. */
  private final Map<String, Instant> recovery = new RecentlyUsed<>();

  /** The address and the hash of each secret that was presented with success. */
  private final Map<String, Boolean> accepted = new RecentlyUsed<>();

  /** The number of secrets of an address that are being checked and were not accepted before. */
  private final Map<String, Integer> inProgress = new HashMap<>();

  private static final class RecentlyUsed<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    RecentlyUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MAX_ENTRIES;
    }
  }

  /** Thrown if an attempt must wait: with those in progress, the address might fail too often. */
  private static final class TooManyInProgressException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyInProgressException() {
      super(null, null, false, false);
    }
  }

  private enum Result {
    FAILED,
    ACCEPTED,
    UNDECIDED
  }

  /** An attempt in progress. It has failed if its check ends without a value or an error. */
  private static final class Attempt {
    final String address;
    final String key;
    final boolean exempt;
    volatile Result result = Result.FAILED;

    Attempt(String address, String key, boolean exempt) {
      this.address = address;
      this.key = key;
      this.exempt = exempt;
    }
  }

  /**
   * @param burst the number of failures after which an address is refused
   * @param interval the time after which a refused address may fail once more
   */
  public AttemptLimit(int burst, Duration interval, Clock clock) {
    this.burst = burst;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * Checks a secret that the address presents. The attempt has failed if the check is empty. A
   * value exempts the secret from the limit at this address; an error leaves open whether the
   * secret is right, and does not count. A check that has begun continues when the client
   * disconnects, so that disconnecting neither hides a failure nor makes one. Fails with a {@link
   * ProblemException} if the address has failed too often, or has too many attempts in progress for
   * too long.
   *
   * @param secret the hash of the secret
   * @param check ends within a limited time
   */
  public <T> Mono<T> attempt(String address, String secret, Supplier<Mono<T>> check) {
    Mono<T> checked =
        Mono.using(
            () -> acquire(address, secret),
            attempt ->
                Mono.defer(check)
                    .doOnNext(value -> attempt.result = Result.ACCEPTED)
                    .doOnError(error -> attempt.result = Result.UNDECIDED),
            this::release);
    return Mono.fromFuture(checked::toFuture, true).retryWhen(RETRY);
  }

  /** Exempts a secret from the limit at the address to which this service has just issued it. */
  synchronized void exempt(String address, String secret) {
    accepted.put(key(address, secret), true);
  }

  private static String key(String address, String secret) {
    return address + " " + secret;
  }

  private synchronized Attempt acquire(String address, String secret) {
    String key = key(address, secret);
    if (accepted.containsKey(key)) {
      return new Attempt(address, key, true);
    }
    Instant now = clock.instant();
    Instant allowed = recovery(address, now).minus(interval.multipliedBy(burst - 1L));
    if (allowed.isAfter(now)) {
      throw tooMany("failed too often", Duration.between(now, allowed).toSeconds() + 1);
    }
    int running = inProgress.getOrDefault(address, 0);
    if (allowed.plus(interval.multipliedBy(running)).isAfter(now)) {
      throw new TooManyInProgressException();
    }
    inProgress.put(address, running + 1);
    return new Attempt(address, key, false);
  }

  private static ProblemException tooMany(String detail, long seconds) {
    return new ProblemException(ProblemType.TOO_MANY_ATTEMPTS, "your address has " + detail)
        .retryAfter(Duration.ofSeconds(seconds));
  }

  private Instant recovery(String address, Instant now) {
    Instant known = recovery.getOrDefault(address, now);
    return known.isAfter(now) ? known : now;
  }

  private synchronized void release(Attempt attempt) {
    if (!attempt.exempt) {
      inProgress.computeIfPresent(
          attempt.address, (address, running) -> running == 1 ? null : running - 1);
    }
    if (attempt.result == Result.ACCEPTED) {
      accepted.put(attempt.key, true);
    } else if (attempt.result == Result.FAILED && attempt.exempt) {
      accepted.remove(attempt.key);
    } else if (attempt.result == Result.FAILED) {
      recovery.put(attempt.address, recovery(attempt.address, clock.instant()).plus(interval));
    }
  }
}
