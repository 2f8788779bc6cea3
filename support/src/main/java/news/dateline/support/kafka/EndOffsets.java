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
 * The end offsets of partitions at one moment. Kafka acknowledges a commit before it has written
 * the markers to all partitions, so for some milliseconds committed records may be beyond {@code
 * lastStable}.
 *
 * @param lastStable offsets before the first open transaction
 * @param logEnd offsets after the last record, open transactions included
 */
record EndOffsets(Map<TopicPartition, Long> lastStable, Map<TopicPartition, Long> logEnd) {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

  /**
   * Looks the offsets up.
   *
   * @param partitions of one topic
   * @throws TimeoutException if Kafka does not answer within a second
   */
  static EndOffsets of(Admin admin, Collection<TopicPartition> partitions)
      throws TopicsUnavailableException {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(toMap(partition -> partition, any -> OffsetSpec.latest()));
    ListOffsetsResult committed = admin.listOffsets(latest, options(READ_COMMITTED));
    ListOffsetsResult written = admin.listOffsets(latest, options(READ_UNCOMMITTED));
    String topic = partitions.stream().map(TopicPartition::topic).findAny().orElse("");
    try {
      return new EndOffsets(
          TopicAdmin.offsets(committed, topic), TopicAdmin.offsets(written, topic));
    } catch (TopicsUnavailableException e) {
      if (e.getCause() instanceof TimeoutException late) {
        throw late;
      }
      throw e;
    }
  }

  /** Returns true if the consumer has read up to the last stable offsets. */
  boolean isReadToLastStable(Consumer<?, ?> consumer) {
    return isRead(lastStable, consumer);
  }

  /** Returns true if the consumer has passed the log end, aborted records included. */
  boolean isReadToLogEnd(Consumer<?, ?> consumer) {
    return isRead(logEnd, consumer);
  }

  private static boolean isRead(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), REQUEST_TIMEOUT) >= end.getValue());
  }

  private static ListOffsetsOptions options(IsolationLevel isolation) {
    return new ListOffsetsOptions(isolation).timeoutMs(Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
  }
}
