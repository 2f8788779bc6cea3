package news.dateline.consumer.topology;

import java.time.Duration;

/** Finds the events that come after a pause. Of one thread: its partitions share transactions. */
final class CommitPolicy {
  private static final ThreadLocal<CommitPolicy> OF_THREAD =
      ThreadLocal.withInitial(CommitPolicy::new);

  private long lastProcessed;
  private long lastAppended;

  static CommitPolicy ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Takes the next event, and tells whether it comes after a pause. Both its times must show it:
   * one that was appended close behind another may be taken late, after a commit that took long;
   * and a replay takes close behind each other what was appended with pauses.
   *
   * @param taken now, milliseconds
   * @param appended its own time, milliseconds
   */
  boolean recordArrival(long taken, long appended, Duration least) {
    long gap = Math.min(taken - lastProcessed, appended - lastAppended);
    lastProcessed = taken;
    lastAppended = appended;
    return gap >= least.toMillis();
  }
}
