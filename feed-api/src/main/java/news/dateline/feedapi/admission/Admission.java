package news.dateline.feedapi.delivery;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who is in, and says when those who are to leave or wait should come back. */
final class Admission {
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(15);
  private static final int UNDER_PRESSURE = 4;
  // for Kafka, the pages, the files of the JVM
  private static final int OTHER_FILES = 1_000;

  private final StreamProperties settings;
  private final int maxStreams;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private volatile boolean overloaded;

  Admission(StreamProperties settings) {
    this.settings = settings;
    this.maxStreams = settings.maxStreams() > 0 ? settings.maxStreams() : fromFileLimit();
  }

  private static int fromFileLimit() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long files = unix.getMaxFileDescriptorCount();
      return (int) Math.min(Integer.MAX_VALUE, Math.max(files / 2, files - OTHER_FILES));
    }
    return Integer.MAX_VALUE;
  }

  /** Streams that are open. */
  int open() {
    return open.get();
  }

  /** Lets one in; false where there are too many, in all or from there. */
  boolean enter(String address) {
    if (open.incrementAndGet() > maxStreams) {
      open.decrementAndGet();
      return false;
    }
    int most = settings.maxStreamsPerAddress();
    if (most > 0 && byAddress.merge(address, 1, Integer::sum) > most) {
      leave(address);
      return false;
    }
    return true;
  }

  void leave(String address) {
    open.decrementAndGet();
    byAddress.computeIfPresent(address, (own, count) -> count == 1 ? null : count - 1);
  }

  /** Whether the event loops keep up. */
  void overloaded(boolean now) {
    overloaded = now;
  }

  /** When one who is in should come back after its connection is lost. */
  Duration retry() {
    boolean pressed = overloaded || open.get() > maxStreams * 0.8;
    return jittered(pressed ? RETRY.multipliedBy(UNDER_PRESSURE) : RETRY);
  }

  /** When one who could not be let in should try again. */
  Duration busyRetry() {
    return jittered(BUSY_RETRY);
  }

  /** Between two thirds and four thirds, so that all do not come back at once. */
  private static Duration jittered(Duration middle) {
    long third = middle.toMillis() / 3;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2 * third, 4 * third + 1));
  }
}
