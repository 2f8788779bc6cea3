package news.dateline.producer.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;

/**
 * Limits the failed attempts of each address to present a secret. A request of an address that has
 * failed too often is refused before its secret is checked, unless the address has presented the
 * same secret with success before: editors who share an address with an attacker go on working.
 * Remembers the 100,000 addresses used last. Thread-safe.
 */
public final class AttemptLimit {
  private static final int MAX_ENTRIES = 100_000;

  private final int burst;
  private final Duration interval;
  private final Clock clock;

  /** The time at which an address has recovered from all its failures. */
  private final Map<String, Instant> recovery = new RecentlyUsed<>();

  /** The address and the hash of each secret that was presented with success. */
  private final Map<String, Boolean> accepted = new RecentlyUsed<>();

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
   * Throws a {@link ProblemException} if the address has failed too often.
   *
   * @param secret the hash of the secret
   */
  public synchronized void check(String address, String secret) {
    Instant now = clock.instant();
    Instant allowed = recovery.getOrDefault(address, now).minus(interval.multipliedBy(burst - 1L));
    if (allowed.isAfter(now) && !accepted.containsKey(address + " " + secret)) {
      throw new ProblemException(ProblemType.TOO_MANY_ATTEMPTS, "your address has failed too often")
          .retryAfter(Duration.between(now, allowed).plusSeconds(1));
    }
  }

  /** Counts a failed attempt of the address. */
  public synchronized void failed(String address) {
    Instant now = clock.instant();
    Instant before = recovery.getOrDefault(address, now);
    recovery.put(address, (before.isAfter(now) ? before : now).plus(interval));
  }

  /**
   * Exempts the secret from the limit at this address.
   *
   * @param secret the hash of the secret
   */
  public synchronized void succeeded(String address, String secret) {
    accepted.put(address + " " + secret, true);
  }
}
