package news.dateline.consumer;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.dateline.events.Topic;
import news.dateline.support.kafka.InternalTopics;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.MissingRight;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Checks before the topology starts: the topics are as required, and the committed offsets belong
 * to the state. Asks Kafka on the calling thread.
 */
final class StartupChecks {
  private final Admin admin;
  private final KafkaSettings kafka;
  private final KafkaNames names;
  private final TopicAdmin topics;
  private final StateGenerations generations;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable BrokerSettings brokers;

  StartupChecks(Admin admin, KafkaSettings kafka, StateGenerations generations) {
    this.admin = admin;
    this.kafka = kafka;
    this.names = kafka.names();
    this.topics = new TopicAdmin(admin, names);
    this.generations = generations;
  }

  /**
   * Creates missing topics. Returns false while Kafka has not created all of them yet. Nothing
   * before it may make Kafka create its own topics: they keep the number of copies that the
   * settings of the brokers say then.
   */
  boolean ensureTopics(ConsumerProperties settings) throws TopicsUnavailableException {
    brokers().checkMissing(InternalTopics.missing(admin, kafka), settings.replicationFactor());
    if (settings.createTopics()) {
      topics.create(settings.partitions(), settings.replication(), settings.syncEveryEvent());
    } else if (!topics.missing().isEmpty()) {
      throw new TopicMismatchException(
          "there are no topics "
              + String.join(", ", topics.missing())
              + ", and dateline.consumer.create-topics is false: ./dateline topics --print prints"
              + " the commands that create them");
    }
    boolean present = topics.check().isPresent();
    if (present) {
      warnings.addAll(settings.replication().check(admin, kafka));
    }
    return present;
  }

  /**
   * Returns the generation to continue, after deleting the others: see {@link
   * StateGenerations#adoptComplete()}.
   *
   * @throws TopicMismatchException if Kafka has dropped the state, its committed offsets or the end
   *     of the log. The consumer would decide every event again on the state, or forget what it
   *     decided.
   */
  Optional<StateGeneration> adoptGeneration() throws TopicsUnavailableException {
    Optional<StateGeneration> present = generations.adoptComplete();
    if (present.isPresent()) {
      checkOffsets(present.get());
      checkLogEnds(present.get());
    }
    return present;
  }

  private void checkOffsets(StateGeneration generation) throws TopicsUnavailableException {
    Map<TopicPartition, Long> committed = generations.committed(generation);
    if (!topics.exists(generation.publicChangelog())) {
      if (committed.values().stream().anyMatch(offset -> offset > 0)) {
        throw new TopicMismatchException(
            "Kafka has dropped the topic "
                + generation.publicChangelog()
                + ", the state of all feeds: run ./dateline rebuild");
      }
      return;
    }
    Map<TopicPartition, Long> ends = topics.ends(generation.publicChangelog());
    for (Map.Entry<TopicPartition, Long> changelog : ends.entrySet()) {
      TopicPartition events =
          new TopicPartition(names.of(Topic.NEWS_EVENTS), changelog.getKey().partition());
      if (committed.getOrDefault(events, 0L) == 0
          && generations.hasRecord(changelog.getKey(), 0, changelog.getValue())) {
        throw new TopicMismatchException(
            "Kafka has dropped the committed offset of "
                + events
                + " (offsets.retention.minutes): run ./dateline rebuild");
      }
    }
  }

  private void checkLogEnds(StateGeneration generation) throws TopicsUnavailableException {
    Map<TopicPartition, Long> ends = topics.ends(names.of(Topic.NEWS_EVENTS));
    generations
        .committed(generation)
        .forEach(
            (partition, committed) -> {
              long end = ends.getOrDefault(partition, 0L);
              if (committed > end) {
                throw new TopicMismatchException(
                    partition
                        + " ends at offset "
                        + end
                        + ", but the state contains the events up to offset "
                        + committed
                        + ": restore the topic, or run ./dateline rebuild");
              }
            });
  }

  /**
   * Returns {@code auto.offset.reset} of the generation: {@code none}, so that the deletion of its
   * offsets keeps it from running. Before that, commits offset 0 for partitions without an offset,
   * which {@link #adoptGeneration} has found to be without a state. While another instance is
   * running, this is impossible, and it is {@code earliest}.
   */
  String offsetReset(StateGeneration generation) throws TopicsUnavailableException {
    Map<TopicPartition, Long> missing =
        topics.ends(names.of(Topic.NEWS_EVENTS)).keySet().stream()
            .collect(toMap(partition -> partition, partition -> 0L));
    missing.keySet().removeAll(generations.committed(generation).keySet());
    if (!missing.isEmpty()) {
      if (generations.isRunning(generation)) {
        return "earliest";
      }
      generations.commit(generation, missing);
    }
    return "none";
  }

  /**
   * Returns the settings of the brokers, which Kafka is asked for once. Without the right to see
   * them, they count as Kafka's defaults.
   */
  BrokerSettings brokers() throws TopicsUnavailableException {
    if (brokers == null) {
      brokers = askBrokers();
    }
    return brokers;
  }

  private BrokerSettings askBrokers() throws TopicsUnavailableException {
    try {
      return new BrokerSettings(topics.brokerSettings());
    } catch (TopicsUnavailableException e) {
      String missing = MissingRight.inStreams(e, kafka);
      if (missing == null) {
        throw e;
      }
      warnings.add(
          "The brokers' settings cannot be seen, and count as Kafka's defaults: " + missing);
      return new BrokerSettings(List.of());
    }
  }

  /** Returns a line for each weakness that has been found and does not prevent the start. */
  List<String> warnings() {
    return warnings;
  }
}
