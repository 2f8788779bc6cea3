package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the editors did, when, and what they were told became of it. For any thread. */
final class OperationLog {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> releases = new ConcurrentHashMap<>();

  /**
   * One act.
   *
   * @param sent when it was first sent: no reader can know of it before. In milliseconds of the
   *     wall clock, as all times here
   */
  record Entry(Operation act, long sent, OperationResult verdict) {}

  synchronized void add(Entry entry) {
    entries.add(entry);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Notes an embargo before anyone is told of it. */
  void embargo(String item, long release) {
    releases.put(item, release);
  }

  /** When an item's embargo ends; 0 if it never had one. */
  long release(String item) {
    return releases.getOrDefault(item, 0L);
  }
}
