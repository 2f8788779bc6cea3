package news.dateline.consumer;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks before the topology starts: the topics are as required, and the committed offsets belong
 * to the state. Asks Kafka on the calling thread.
 */
final class StartupChecks {
  private static final Duration DEFAULT_MIN_SESSION_TIMEOUT = Duration.ofSeconds(6);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final Admin admin;

  StartupChecks(KafkaSettings kafka, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
  }

  /** Creates missing topics. Returns false while Kafka has not created all of them yet. */
  boolean ensureTopics(ConsumerProperties settings) throws TopicsUnavailableException {
    TopicAdmin topics = new TopicAdmin(admin);
    topics.create(settings.partitions(), settings.syncEveryEvent());
    return topics.check().isPresent();
  }

  /**
   * Returns the generation to continue and deletes older ones.
   *
   * @throws TopicMismatchException if Kafka has a state but has dropped its committed offsets: the
   *     consumer would decide every event again on a state that contains its effects
   */
  StateGeneration currentGeneration() throws TopicsUnavailableException {
    StateGeneration newest = StateGeneration.newest(admin);
    Set<Integer> committed =
        TopicAdmin.await(
                admin
                    .listConsumerGroupOffsets(newest.applicationId())
                    .partitionsToOffsetAndMetadata())
            .keySet()
            .stream()
            .map(TopicPartition::partition)
            .collect(toSet());
    for (TopicPartition changelog : nonEmptyPartitions(newest.publicChangelog())) {
      if (!committed.contains(changelog.partition()) && hasCommittedRecord(changelog)) {
        throw new TopicMismatchException(
            "Kafka has dropped the committed offset of "
                + Topic.NEWS_EVENTS.topicName()
                + "-"
                + changelog.partition()
                + " (offsets.retention.minutes): run ./dateline rebuild");
      }
    }
    newest.deleteOlder(admin);
    return newest;
  }

  private List<TopicPartition> nonEmptyPartitions(String topic) throws TopicsUnavailableException {
    if (!TopicAdmin.await(admin.listTopics().names()).contains(topic)) {
      return List.of();
    }
    return new TopicAdmin(admin)
        .ends(topic).entrySet().stream()
            .filter(end -> end.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** An aborted transaction advances the end offset without a record that can be read. */
  private boolean hasCommittedRecord(TopicPartition partition) {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.consumer())) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = Map.copyOf(consumer.endOffsets(Set.of(partition))).getOrDefault(partition, 0L);
      boolean found = false;
      while (!found && consumer.position(partition) < end) {
        found = !consumer.poll(POLL_TIMEOUT).isEmpty();
      }
      return found;
    }
  }

  /** Returns the session timeout of the settings, raised to the minimum of the brokers. */
  Duration sessionTimeout(ConsumerProperties settings) throws TopicsUnavailableException {
    Duration min =
        new TopicAdmin(admin)
            .brokerSetting("group.min.session.timeout.ms")
            .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
            .orElse(DEFAULT_MIN_SESSION_TIMEOUT);
    return Collections.max(List.of(settings.sessionTimeout(), min));
  }
}
