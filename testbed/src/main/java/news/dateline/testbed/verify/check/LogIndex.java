package news.dateline.testbed.verify.check;

import java.util.Arrays;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.subscriber.SubscriberLog;

/**
 * Finds, in a subscriber's log since its last reset, the entry of a change and the entry at which
 * the cursor passed it.
 */
public final class LogIndex {
  private static final int NOT_RECEIVED = -1;

  private final SubscriberLog log;
  private final long first;
  private final long start;
  private final int[] entryOf;
  private final int[] passed;

  public LogIndex(SubscriberLog log, long first, long last) {
    this.log = log;
    this.first = first;
    int length = (int) (last - first + 1);
    this.entryOf = new int[length];
    this.passed = new int[length];
    Arrays.fill(entryOf, NOT_RECEIVED);
    Arrays.fill(passed, NOT_RECEIVED);
    int begin = log.segment();
    this.start = begin < log.size() ? seqAt(begin) : last;
    int next = (int) Math.max(0, start - first + 1);
    for (int entry = begin; entry < log.size(); entry++) {
      int seq = (int) (log.frame(entry).seq() - first);
      if (log.frame(entry).type() == Frame.Type.ITEM && seq >= 0 && seq < length) {
        entryOf[seq] = entry;
      }
      for (; next < length && next <= seqAt(entry) - first; next++) {
        passed[next] = entry;
      }
    }
  }

  private long seqAt(int entry) {
    Cursor cursor = log.frame(entry).cursor();
    return cursor == null ? 0 : cursor.seq();
  }

  /** The seq after which the subscriber must receive every change. */
  public long start() {
    return start;
  }

  /** The index of the entry with a change; -1 if there is none. */
  public int entryOf(long seq) {
    return entryOf[(int) (seq - first)];
  }

  /** When the cursor passed a change, in epoch milliseconds; {@code Long.MAX_VALUE} if never. */
  public long passedAt(long seq) {
    int entry = passed[(int) (seq - first)];
    return entry == NOT_RECEIVED ? Long.MAX_VALUE : log.time(entry);
  }
}
