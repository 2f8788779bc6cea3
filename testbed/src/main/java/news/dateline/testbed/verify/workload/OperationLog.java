package news.dateline.testbed.verify.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The operations of a run with their results, and the embargoes. Thread-safe. */
public final class OperationLog {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> releases = new ConcurrentHashMap<>();
  private final Duration clockError;

  /**
   * One operation with its result.
   *
   * @param sent when the operation was first sent, in epoch milliseconds; no subscriber can know of
   *     it before
   */
  public record Entry(Operation operation, long sent, OperationResult result) {}

  /**
   * @param clockError how much a clock may be ahead, so that an embargo ends as much earlier
   */
  public OperationLog(Duration clockError) {
    this.clockError = clockError;
  }

  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The number of operations with a final result, by kind. */
  public synchronized Map<Operation.Kind, Long> decided() {
    return entries.stream()
        .filter(entry -> entry.result().isFinal())
        .collect(
            Collectors.groupingBy(
                entry -> entry.operation().kind(), TreeMap::new, Collectors.counting()));
  }

  /** Records an embargo before its operation is sent. */
  public void embargo(String item, long release) {
    releases.put(item, release);
  }

  /** The end of an item's embargo, in epoch milliseconds; 0 if it never had one. */
  public long release(String item) {
    return releases.getOrDefault(item, 0L);
  }

  /** The time before which an item must not be seen, in epoch milliseconds. */
  public long earliest(String item) {
    return release(item) - clockError.toMillis();
  }

  /** The latest time that a clock of the service may show, in epoch milliseconds. */
  public long latest(long now) {
    return now + clockError.toMillis();
  }
}
