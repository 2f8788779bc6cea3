package news.dateline.consumer;

import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The lag of the consumer at its start: events that were in the log before. New events wait until
 * they are processed. Thread-safe; asks Kafka on the calling thread.
 */
final class StartupLag {
  private final Admin admin;
  private final KafkaNames names;
  private final String group;
  private @Nullable Map<TopicPartition, Long> endOffsets;
  private boolean caughtUp;

  StartupLag(Admin admin, StateGeneration generation) {
    this.admin = admin;
    this.names = generation.names();
    this.group = generation.applicationId();
  }

  /**
   * Asks Kafka for the committed offsets and returns true if the lag is processed.
   *
   * @throws TopicsUnavailableException if Kafka does not answer, also after the lag is processed
   */
  synchronized boolean checkCaughtUp() throws TopicsUnavailableException {
    if (caughtUp) {
      TopicAdmin.await(admin.describeCluster().clusterId());
      return true;
    }
    if (endOffsets == null) {
      endOffsets = new TopicAdmin(admin, names).ends(names.of(Topic.NEWS_EVENTS));
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        TopicAdmin.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    caughtUp =
        endOffsets.entrySet().stream()
            .allMatch(end -> offset(committed, end.getKey()) >= end.getValue());
    return caughtUp;
  }

  private static long offset(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? 0 : offset.offset();
  }
}
