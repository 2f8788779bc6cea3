package news.dateline.support.boot;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Warns, in the log and as health, when objects that are in use fill four fifths of the heap's old
 * generation: it holds the items of all feeds, so it grows with their number. One instance is
 * enough for a process. Thread-safe.
 */
public final class HeapHealth implements HealthIndicator, AutoCloseable {
  /** The service works in this state and stays in service. */
  public static final Status WARNING = new Status("WARNING");

  private static final Logger log = LoggerFactory.getLogger(HeapHealth.class);
  private static final double MAX_USED_SHARE = 0.8;
  private static final long CHECK_INTERVAL_SECONDS = 5;
  private static final long COLLECTION_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long MB = 1024 * 1024;

  /** Null if the collector has none that can be watched. */
  private final @Nullable MemoryPoolMXBean oldGeneration =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .filter(MemoryPoolMXBean::isUsageThresholdSupported)
          .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
          .findFirst()
          .orElse(null);

  private final CountDownLatch closed = new CountDownLatch(1);
  private long lastCollection = System.nanoTime() - COLLECTION_INTERVAL_NANOS;
  private volatile boolean warning;

  /** Starts to check, every five seconds. */
  public void start() {
    if (oldGeneration != null) {
      Thread thread = new Thread(() -> watch(oldGeneration), "watch-heap");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void watch(MemoryPoolMXBean pool) {
    try {
      while (!closed.await(CHECK_INTERVAL_SECONDS, TimeUnit.SECONDS)) {
        check(pool);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(MemoryPoolMXBean pool) {
    if (isNearlyFull(pool.getUsage()) && !isNearlyFull(pool.getCollectionUsage())) {
      collect();
    }
    boolean nearlyFull = isNearlyFull(pool.getCollectionUsage());
    if (nearlyFull != warning) {
      logChange(nearlyFull, pool.getCollectionUsage());
      warning = nearlyFull;
    }
  }

  /**
   * Collects now what the JVM would collect a little later, when the old generation is full: only a
   * collection tells objects in use from garbage.
   */
  private void collect() {
    long now = System.nanoTime();
    if (now - lastCollection >= COLLECTION_INTERVAL_NANOS) {
      lastCollection = now;
      System.gc();
    }
  }

  private static boolean isNearlyFull(MemoryUsage usage) {
    return usage.getMax() > 0 && usage.getUsed() > usage.getMax() * MAX_USED_SHARE;
  }

  private static void logChange(boolean nearlyFull, MemoryUsage usage) {
    if (nearlyFull) {
      log.warn(
          "The heap is nearly full: items and streams in use take {} of {} MB of its old"
              + " generation. Raise -Xmx before it is full; docs/reference/limits.md says how much"
              + " an item takes.",
          usage.getUsed() / MB,
          usage.getMax() / MB);
    } else {
      log.info(
          "The heap is not nearly full any more: {} of {} MB.",
          usage.getUsed() / MB,
          usage.getMax() / MB);
    }
  }

  @Override
  public Health health() {
    Health.Builder health = Health.status(warning ? WARNING : Status.UP);
    if (oldGeneration != null) {
      MemoryUsage usage = oldGeneration.getCollectionUsage();
      health
          .withDetail("usedAfterCollection", usage.getUsed())
          .withDetail("max", usage.getMax())
          .withDetail("threshold", MAX_USED_SHARE);
    }
    return health.build();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
