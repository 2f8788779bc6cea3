package news.dateline.support.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates and checks Dateline's topics. Every method blocks for at most 10 s per request to Kafka.
 */
public final class TopicAdmin {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** One changelog of each generation of the consumer's state. */
  private static final Pattern CHANGELOG =
      Pattern.compile("dateline-consumer(-\\d+)?-public-changelog");

  private final Admin admin;

  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates what is missing; several consumers may do so at once. A topic that an older version did
   * not know gets as many partitions as those that are there.
   *
   * @param partitions for every topic alike where there is none yet; fixed from then on
   * @param replication for every topic alike
   * @param syncEveryEvent whether the broker writes each editor's event through to the disk before
   *     it acknowledges it: where there is one broker only, that is what makes an acknowledged
   *     event survive a power cut
   */
  public void create(int partitions, Replication replication, boolean syncEveryEvent)
      throws TopicsUnavailableException {
    Set<String> present = await(admin.listTopics().names());
    int count = exist(present) ? eventPartitions() : partitions;
    create(count, replication, syncEveryEvent, present);
  }

  /** Creates topics that a newer version added, like the others. Does nothing if none exists. */
  public void complete() throws TopicsUnavailableException {
    Set<String> present = await(admin.listTopics().names());
    if (exist(present)) {
      create(eventPartitions(), Replication.ofEvents(admin), false, present);
    }
  }

  private static boolean exist(Set<String> present) {
    return present.contains(Topic.NEWS_EVENTS.topicName());
  }

  private int eventPartitions() throws TopicsUnavailableException {
    return ends(Topic.NEWS_EVENTS.topicName()).size();
  }

  /** Returns all topics as they are created, with {@link #create}'s parameters. */
  public static List<NewTopic> topics(
      int partitions, Replication replication, boolean syncEveryEvent) {
    return Arrays.stream(Topic.values())
        .map(topic -> topic(topic, partitions, replication, syncEveryEvent))
        .toList();
  }

  /** Returns the names of the topics that do not exist. */
  public List<String> missing() throws TopicsUnavailableException {
    Set<String> present = await(admin.listTopics().names());
    return Arrays.stream(Topic.values())
        .map(Topic::topicName)
        .filter(name -> !present.contains(name))
        .toList();
  }

  private void create(
      int partitions, Replication replication, boolean syncEveryEvent, Set<String> present)
      throws TopicsUnavailableException {
    List<NewTopic> missing =
        topics(partitions, replication, syncEveryEvent).stream()
            .filter(topic -> !present.contains(topic.name()))
            .toList();
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        await(created);
      } catch (TopicsUnavailableException e) {
        if (e.getCause() instanceof InvalidReplicationFactorException few) {
          throw new TopicMismatchException(
              "the topics cannot be created: "
                  + few.getMessage()
                  + " Start further brokers, or set dateline.consumer.replication-factor");
        }
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static NewTopic topic(
      Topic topic, int partitions, Replication replication, boolean syncEveryEvent) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replication.minInsyncReplicas()));
    // A consumer whose clock is ahead goes on. Not required of the topics of earlier versions.
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
    if (topic == Topic.NEWS_EVENTS && syncEveryEvent) {
      settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
    }
    return new NewTopic(topic.topicName(), partitions, (short) replication.factor())
        .configs(settings);
  }

  /**
   * Returns the number of partitions that all topics have, or nothing if a topic does not exist
   * yet. The changelogs of the consumer's state must have the same number: if partitions were added
   * to all topics, they show it.
   *
   * @throws TopicMismatchException if a topic has other settings or another number of partitions
   */
  public Optional<Integer> check() throws TopicsUnavailableException {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    Set<String> present = await(admin.listTopics().names());
    if (!present.containsAll(names)) {
      return Optional.empty();
    }
    Stream<String> changelogs = present.stream().filter(name -> CHANGELOG.matcher(name).matches());
    Collection<TopicDescription> topics =
        await(
                admin
                    .describeTopics(Stream.concat(names.stream(), changelogs).toList())
                    .allTopicNames())
            .values();
    Map<String, Integer> counts = new TreeMap<>();
    topics.forEach(topic -> counts.put(topic.name(), topic.partitions().size()));
    if (Set.copyOf(counts.values()).size() != 1) {
      throw new TopicMismatchException(
          "the topics' partition counts differ: "
              + counts
              + ". Events of a feed may be in two partitions, and Kafka removes no partition: follow"
              + " docs/operations/upgrade.md, \"Change the number of partitions\"");
    }
    for (Topic topic : Topic.values()) {
      checkSettings(topic);
    }
    return counts.values().stream().findAny();
  }

  private void checkSettings(Topic topic) throws TopicsUnavailableException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    Config config =
        await(admin.describeConfigs(List.of(resource)).all()).values().iterator().next();
    topic
        .settings()
        .forEach(
            (name, wanted) -> {
              ConfigEntry entry = config.get(name);
              String found = entry == null ? "nothing" : entry.value();
              if (!wanted.equals(found)) {
                throw new TopicMismatchException(
                    "topic "
                        + topic.topicName()
                        + " has "
                        + name
                        + "="
                        + found
                        + ", Dateline needs "
                        + wanted
                        + ": run "
                        + alter(topic.topicName(), name, wanted));
              }
            });
  }

  /** Returns the command that changes a setting of a topic. */
  static String alter(String topic, String name, Object value) {
    return "kafka-configs.sh --bootstrap-server HOST:PORT --alter --entity-type topics --entity-name "
        + topic
        + " --add-config "
        + name
        + "="
        + value;
  }

  /** Returns the log end offset of each partition, after open and aborted transactions. */
  public Map<TopicPartition, Long> ends(String topic) throws TopicsUnavailableException {
    Map<TopicPartition, OffsetSpec> latest =
        await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
            .flatMap(described -> described.partitions().stream())
            .collect(
                toMap(
                    info -> new TopicPartition(topic, info.partition()),
                    info -> OffsetSpec.latest()));
    return offsets(admin.listOffsets(latest));
  }

  static Map<TopicPartition, Long> offsets(ListOffsetsResult result)
      throws TopicsUnavailableException {
    return await(result.all()).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** Returns the settings of the brokers as the controller has them. */
  public Map<String, String> brokerSettings() throws TopicsUnavailableException {
    String controller = await(admin.describeCluster().controller()).idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, controller);
    return await(admin.describeConfigs(List.of(resource)).all()).values().stream()
        .flatMap(config -> config.entries().stream())
        .filter(entry -> entry.value() != null)
        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** Waits up to 10 s for the result. */
  public static <T> T await(KafkaFuture<T> future) throws TopicsUnavailableException {
    try {
      return future.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new TopicsUnavailableException(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new TopicsUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsUnavailableException(e);
    }
  }
}
