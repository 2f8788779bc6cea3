package news.dateline.consumer;

import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The events that were in the log before this consumer ran: as long as one is not decided, new ones
 * would wait behind it.
 */
final class StartupLag {
  private final Admin admin;
  private final String group;
  private @Nullable Map<TopicPartition, Long> ends;
  private boolean decided;
  private long position;

  StartupLag(Admin admin, StateGeneration generation) {
    this.admin = admin;
    this.group = generation.applicationId();
  }

  /** Whether all of it is decided; asks Kafka in any case, and says so when there is no answer. */
  synchronized boolean checkCaughtUp() throws TopicsUnavailableException {
    if (decided) {
      TopicAdmin.await(admin.describeCluster().clusterId());
      return true;
    }
    if (ends == null) {
      ends = new TopicAdmin(admin).ends(Topic.NEWS_EVENTS.topicName());
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        TopicAdmin.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    position = committed.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    decided =
        ends.entrySet().stream()
            .allMatch(end -> position(committed, end.getKey()) >= end.getValue());
    return decided;
  }

  /** How many events it was, as far as that is known. */
  synchronized long size() {
    return ends == null ? 0 : ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them were decided when that was last looked at. */
  synchronized long decided() {
    return position;
  }

  private static long position(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? 0 : offset.offset();
  }
}
