package news.dateline.support.web;

/** The writes whose bytes the kernel has not all taken. For one thread. */
final class UnfinishedWrites {
  private int count;
  private long bytes;
  private long lastProgress = System.nanoTime();

  void started(int size) {
    if (count == 0) {
      lastProgress = System.nanoTime();
    }
    count++;
    bytes += size;
  }

  void finished(int size) {
    count--;
    bytes -= size;
    progressed();
  }

  /** Notes that some bytes of an unfinished write were taken. */
  void progressed() {
    lastProgress = System.nanoTime();
  }

  boolean isEmpty() {
    return count == 0;
  }

  long bytes() {
    return bytes;
  }

  /** Returns the nanoseconds since the last progress, or since the first of the present writes. */
  long nanosWithoutProgress() {
    return System.nanoTime() - lastProgress;
  }
}
