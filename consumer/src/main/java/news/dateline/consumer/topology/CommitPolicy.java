package news.dateline.consumer.topology;

import java.time.Duration;

/**
 * Decides which events are committed at once. One instance per stream thread, because the
 * partitions of a thread share its transactions. Not thread-safe.
 */
final class CommitPolicy {
  private static final ThreadLocal<CommitPolicy> OF_THREAD =
      ThreadLocal.withInitial(CommitPolicy::new);

  private long lastArrival;
  private long lastTimestamp;

  static CommitPolicy ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Records the arrival of an event and returns true if the thread was idle before it. Processing
   * time and record timestamp must both show a gap: a slow commit delays processing without a
   * pause, and a replay processes old records back to back.
   *
   * @param now the wall clock now, in milliseconds
   * @param timestamp the timestamp of the record, in milliseconds
   * @param minPause the shortest gap that counts as idle
   */
  boolean recordArrival(long now, long timestamp, Duration minPause) {
    long gap = Math.min(now - lastArrival, timestamp - lastTimestamp);
    lastArrival = now;
    lastTimestamp = timestamp;
    return gap >= minPause.toMillis();
  }
}
