package news.dateline.support.kafka;

import java.util.Map;
import java.util.TreeMap;

/** A topic has other settings or partitions than Dateline needs. The application must stop. */
public final class TopicMismatchException extends RuntimeException {
  public TopicMismatchException(String mismatch) {
    super(mismatch);
  }

  /**
   * Returns the exception for topics that do not have the same number of partitions, or not that of
   * before.
   */
  public static TopicMismatchException ofPartitions(Map<String, Integer> counts) {
    return new TopicMismatchException(
        "the topics' partition counts differ: "
            + new TreeMap<>(counts)
            + ". Events of a feed may be in two partitions, and Kafka removes no partition:"
            + " follow docs/operations/upgrade.md, \"Change the number of partitions\"");
  }
}
