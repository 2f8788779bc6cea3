package news.dateline.support.kafka;

import static java.util.stream.Collectors.toMap;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where a topic ended at one moment. Kafka acknowledges a commit before it marks each partition, so
 * what a client has been told of may lie beyond the committed end for some milliseconds.
 *
 * @param committed in front of the first transaction that is open
 * @param written open transactions included
 */
record EndOffsets(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> written) {
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /**
   * Asks Kafka.
   *
   * @throws TimeoutException where it has not answered within a second
   */
  static EndOffsets of(Admin admin, Collection<TopicPartition> partitions)
      throws TopicsUnavailableException {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(toMap(partition -> partition, any -> OffsetSpec.latest()));
    ListOffsetsResult committed = admin.listOffsets(latest, options(READ_COMMITTED));
    ListOffsetsResult written = admin.listOffsets(latest, options(READ_UNCOMMITTED));
    try {
      return new EndOffsets(TopicAdmin.offsets(committed), TopicAdmin.offsets(written));
    } catch (TopicsUnavailableException e) {
      if (e.getCause() instanceof TimeoutException late) {
        throw late;
      }
      throw e;
    }
  }

  /** Whether all that was committed has been read. */
  boolean areCommittedRead(Consumer<?, ?> consumer) {
    return areRead(committed, consumer);
  }

  /** Whether all that was written has been read, or passed over where it was aborted. */
  boolean areWrittenRead(Consumer<?, ?> consumer) {
    return areRead(written, consumer);
  }

  private static boolean areRead(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
  }

  private static ListOffsetsOptions options(IsolationLevel isolation) {
    return new ListOffsetsOptions(isolation).timeoutMs(Math.toIntExact(ANSWER.toMillis()));
  }
}
