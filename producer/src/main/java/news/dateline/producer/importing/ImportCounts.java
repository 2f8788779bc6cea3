package news.dateline.producer.importing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many items of a document had which result.
 *
 * @param byStatus the statuses as in the lines of an import
 */
public record ImportCounts(Map<String, Integer> byStatus) {
  public static final ImportCounts NONE = new ImportCounts(Map.of());

  ImportCounts with(ImportResult result) {
    if (result.status() == ImportResult.Status.READ) {
      return this;
    }
    Map<String, Integer> counts = new HashMap<>(byStatus);
    counts.merge(result.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
    return new ImportCounts(counts);
  }

  public int found() {
    return byStatus.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the number of items that were published, updated or retracted by their source. */
  public int changed() {
    return byStatus.getOrDefault("accepted", 0);
  }

  /** Returns true if every item has its outcome. */
  public boolean isComplete() {
    return !byStatus.containsKey("failed") && !byStatus.containsKey("undecided");
  }
}
