package news.dateline.testbed.verify.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the editors did, when, and what they were told became of it. For any thread. */
public final class OperationLog {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> releases = new ConcurrentHashMap<>();

  /**
   * One act.
   *
   * @param sent when it was first sent: no reader can know of it before. In milliseconds of the
   *     wall clock, as all times here
   */
  public record Entry(Operation operation, long sent, OperationResult result) {}

  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Notes an embargo before anyone is told of it. */
  public void embargo(String item, long release) {
    releases.put(item, release);
  }

  /** When an item's embargo ends; 0 if it never had one. */
  public long release(String item) {
    return releases.getOrDefault(item, 0L);
  }
}
