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
 * What must hold in Kafka before the topology runs: topics as the rules need them, and decisions
 * that go on where they stopped.
 */
final class StartupChecks {
  private static final Duration KAFKAS_OWN = Duration.ofSeconds(6);

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final Admin admin;

  StartupChecks(KafkaSettings kafka, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
  }

  /** Creates the topics where they are missing; false as long as Kafka has not made them. */
  boolean topics(ConsumerProperties settings) throws TopicsUnavailableException {
    TopicAdmin topics = new TopicAdmin(admin);
    topics.create(settings.partitions(), settings.syncEveryEvent());
    return topics.check().isPresent();
  }

  /**
   * The generation to go on with.
   *
   * @throws TopicMismatchException where Kafka has forgotten how far it came: everything would be
   *     decided a second time, on a state that knows it already
   */
  StateGeneration generation() throws TopicsUnavailableException {
    StateGeneration present = StateGeneration.newest(admin);
    Set<Integer> decided =
        TopicAdmin.await(
                admin
                    .listConsumerGroupOffsets(present.applicationId())
                    .partitionsToOffsetAndMetadata())
            .keySet()
            .stream()
            .map(TopicPartition::partition)
            .collect(toSet());
    for (TopicPartition state : written(present.publicChangelog())) {
      if (!decided.contains(state.partition()) && holdsRecords(state)) {
        throw new TopicMismatchException(
            "Kafka has forgotten how far "
                + Topic.NEWS_EVENTS.topicName()
                + "-"
                + state.partition()
                + " was decided (offsets.retention.minutes): run ./dateline rebuild");
      }
    }
    present.deleteOlder(admin);
    return present;
  }

  private List<TopicPartition> written(String topic) throws TopicsUnavailableException {
    if (!TopicAdmin.await(admin.listTopics().names()).contains(topic)) {
      return List.of();
    }
    return new TopicAdmin(admin)
        .ends(topic).entrySet().stream()
            .filter(end -> end.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** A transaction that was aborted leaves offsets, but no records. */
  private boolean holdsRecords(TopicPartition partition) {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.consumer())) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = Map.copyOf(consumer.endOffsets(Set.of(partition))).getOrDefault(partition, 0L);
      boolean found = false;
      while (!found && consumer.position(partition) < end) {
        found = !consumer.poll(POLL).isEmpty();
      }
      return found;
    }
  }

  /** How long an instance may be silent: what is wanted, or the least the brokers allow. */
  Duration silence(ConsumerProperties settings) throws TopicsUnavailableException {
    Duration least =
        new TopicAdmin(admin)
            .brokerSetting("group.min.session.timeout.ms")
            .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
            .orElse(KAFKAS_OWN);
    return Collections.max(List.of(settings.sessionTimeout(), least));
  }
}
