package news.dateline.testbed.verify;

import java.util.Arrays;
import news.dateline.events.Cursor;

/**
 * Where in what a subscriber was told, since its last reset, a change is, and where its cursor
 * passed it.
 */
final class LogIndex {
  private static final int NEVER = -1;

  private final SubscriberLog ledger;
  private final long first;
  private final long start;
  private final int[] told;
  private final int[] passed;

  LogIndex(SubscriberLog ledger, long first, long last) {
    this.ledger = ledger;
    this.first = first;
    int length = (int) (last - first + 1);
    this.told = new int[length];
    this.passed = new int[length];
    Arrays.fill(told, NEVER);
    Arrays.fill(passed, NEVER);
    int begin = ledger.segment();
    this.start = begin < ledger.size() ? seqAt(begin) : last;
    int next = (int) Math.max(0, start - first + 1);
    for (int entry = begin; entry < ledger.size(); entry++) {
      int seq = (int) (ledger.frame(entry).seq() - first);
      if (ledger.frame(entry).type() == Frame.Type.ITEM && seq >= 0 && seq < length) {
        told[seq] = entry;
      }
      for (; next < length && next <= seqAt(entry) - first; next++) {
        passed[next] = entry;
      }
    }
  }

  private long seqAt(int entry) {
    Cursor cursor = ledger.frame(entry).cursor();
    return cursor == null ? 0 : cursor.seq();
  }

  /** Everything after this number is owed to the subscriber. */
  long start() {
    return start;
  }

  /** The entry that tells of a change; -1 if none does. */
  int told(long seq) {
    return told[(int) (seq - first)];
  }

  /** When the subscriber was past a change, told of it or not; for ever if it never was. */
  long passedAt(long seq) {
    int entry = passed[(int) (seq - first)];
    return entry == NEVER ? Long.MAX_VALUE : ledger.time(entry);
  }
}
