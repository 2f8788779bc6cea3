package news.dateline.feedapi.admission;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open streams, in total, per address and per partner, and spreads reconnects over time.
 * Thread-safe.
 */
public final class Admission {
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration RESUME_RETRY = Duration.ofMillis(300);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(15);
  private static final int OVERLOAD_FACTOR = 4;
  // for Kafka, the pages and the files of the JVM
  private static final int RESERVED_FILES = 1_000;

  private final int maxStreams;
  private final int maxStreamsPerAddress;
  private final PartnerStreams partners;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private volatile boolean overloaded;

  /**
   * @param maxStreams open streams in total; 0: as many as the limit of open files allows
   * @param maxStreamsPerAddress 0: unlimited
   */
  public Admission(int maxStreams, int maxStreamsPerAddress, MeterRegistry meters) {
    this.maxStreams = maxStreams > 0 ? maxStreams : fromFileLimit();
    this.maxStreamsPerAddress = maxStreamsPerAddress;
    this.partners = new PartnerStreams(meters);
  }

  private static int fromFileLimit() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long files = unix.getMaxFileDescriptorCount();
      return (int) Math.min(Integer.MAX_VALUE, Math.max(files / 2, files - RESERVED_FILES));
    }
    return Integer.MAX_VALUE;
  }

  /** Returns the number of open streams. */
  public int open() {
    return open.get();
  }

  /** Counts one more stream; returns false, and counts nothing, if a limit is reached. */
  public boolean tryAcquire(String address, @Nullable PartnerGrant grant) {
    if (open.incrementAndGet() > maxStreams) {
      open.decrementAndGet();
      return false;
    }
    boolean tooMany =
        maxStreamsPerAddress > 0
            && byAddress.merge(address, 1, Integer::sum) > maxStreamsPerAddress;
    if (tooMany || (grant != null && !partners.tryAcquire(grant))) {
      release(address);
      return false;
    }
    return true;
  }

  /** Gives back what {@link #tryAcquire} counted. */
  public void release(String address, @Nullable PartnerGrant grant) {
    release(address);
    if (grant != null) {
      partners.release(grant);
    }
  }

  private void release(String address) {
    open.decrementAndGet();
    byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Includes the stream in the lag of its partner until {@link #removeLag}. */
  public void addLag(PartnerGrant grant, PartnerStream stream) {
    partners.add(grant, stream);
  }

  public void removeLag(PartnerGrant grant, PartnerStream stream) {
    partners.remove(grant, stream);
  }

  /** Sets whether event loops run tasks too late; clients then reconnect later. */
  public void overloaded(boolean now) {
    overloaded = now;
  }

  /** Returns the delay after which a client reconnects when its connection is lost. */
  public Duration retry() {
    boolean longer = overloaded || open.get() > maxStreams * 0.8;
    return jittered(longer ? RETRY.multipliedBy(OVERLOAD_FACTOR) : RETRY);
  }

  /**
   * Returns the delay after which a client resumes whose stream alone has ended. It is short,
   * because no other clients reconnect at the same time.
   */
  public Duration resumeRetry() {
    return jittered(RESUME_RETRY);
  }

  /**
   * Returns the delay after which a client tries again to which another replica may answer, because
   * this one stops or is behind.
   */
  public Duration otherReplicaRetry() {
    return jittered(RETRY);
  }

  /** Returns the delay after which a rejected client tries again. */
  public Duration busyRetry() {
    return jittered(BUSY_RETRY);
  }

  /** Returns between two and four thirds of the delay, so that clients reconnect spread out. */
  private static Duration jittered(Duration delay) {
    long third = delay.toMillis() / 3;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2 * third, 4 * third + 1));
  }
}
