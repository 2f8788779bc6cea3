package news.dateline.support.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Creates and checks Dateline's topics. Every method blocks for at most 10 s per request to Kafka.
 */
public final class TopicAdmin {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final KafkaNames names;
  private final TopicCheck topicCheck;

  public TopicAdmin(Admin admin, KafkaNames names) {
    this.admin = admin;
    this.names = names;
    this.topicCheck = new TopicCheck(admin, names);
  }

  /**
   * Creates what is missing; several consumers may do so at once. A topic that an older version did
   * not know gets as many partitions as those that are there.
   *
   * @param partitions for every topic alike where there is none yet; fixed from then on
   * @param replication for every topic alike
   * @param syncEveryEvent whether a broker writes each editor's event through to the disk before it
   *     acknowledges it, so that an acknowledged event survives a power cut of all brokers
   */
  public void create(int partitions, Replication replication, boolean syncEveryEvent)
      throws TopicsUnavailableException {
    Set<String> present = topicCheck.existing(names.topics()).keySet();
    int count = hasEvents(present) ? eventPartitions() : partitions;
    create(count, replication, syncEveryEvent, present);
  }

  private boolean hasEvents(Set<String> present) {
    return present.contains(names.of(Topic.NEWS_EVENTS));
  }

  private int eventPartitions() throws TopicsUnavailableException {
    return ends(names.of(Topic.NEWS_EVENTS)).size();
  }

  /** Returns all topics as they are created, with {@link #create}'s parameters. */
  public static List<NewTopic> topics(
      KafkaNames names, int partitions, Replication replication, boolean syncEveryEvent) {
    return Arrays.stream(Topic.values())
        .map(topic -> topic(names, topic, partitions, replication, syncEveryEvent))
        .toList();
  }

  /** Returns the names of the topics that do not exist. */
  public List<String> missing() throws TopicsUnavailableException {
    Set<String> present = topicCheck.existing(names.topics()).keySet();
    return Arrays.stream(Topic.values())
        .map(names::of)
        .filter(name -> !present.contains(name))
        .toList();
  }

  private void create(
      int partitions, Replication replication, boolean syncEveryEvent, Set<String> present)
      throws TopicsUnavailableException {
    List<NewTopic> missing =
        topics(names, partitions, replication, syncEveryEvent).stream()
            .filter(topic -> !present.contains(topic.name()))
            .toList();
    for (Map.Entry<String, KafkaFuture<Void>> created :
        admin.createTopics(missing).values().entrySet()) {
      try {
        await(created.getValue(), AclOperation.CREATE, ResourceType.TOPIC, created.getKey());
      } catch (TopicsUnavailableException e) {
        refuse(e.getCause());
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static void refuse(@Nullable Throwable cause) {
    if (cause instanceof InvalidReplicationFactorException few) {
      throw new TopicMismatchException(
          "the topics cannot be created: "
              + few.getMessage()
              + " Start further brokers, or set dateline.consumer.replication-factor");
    }
    // its metrics have names in which both characters are the same
    if (cause instanceof InvalidTopicException collision) {
      throw new TopicMismatchException(
          "the topics cannot be created: "
              + collision.getMessage()
              + ": choose a dateline.topic-prefix that differs from others in more than . and _");
    }
  }

  private static NewTopic topic(
      KafkaNames names,
      Topic topic,
      int partitions,
      Replication replication,
      boolean syncEveryEvent) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replication.minInsyncReplicas()));
    // A consumer whose clock is ahead goes on, and one that decides an old log. Not required of the
    // topics of earlier versions.
    String unlimited = String.valueOf(Long.MAX_VALUE);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, unlimited);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, unlimited);
    if (topic == Topic.NEWS_EVENTS && syncEveryEvent) {
      settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
    }
    return new NewTopic(names.of(topic), partitions, (short) replication.factor())
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
    return topicCheck.run();
  }

  /** Returns true if the topic exists. Fails if the service may not describe it. */
  public boolean exists(String topic) throws TopicsUnavailableException {
    return topicCheck.existing(List.of(topic)).containsKey(topic);
  }

  /** Returns the log end offset of each partition, after open and aborted transactions. */
  public Map<TopicPartition, Long> ends(String topic) throws TopicsUnavailableException {
    Map<TopicPartition, OffsetSpec> latest =
        await(
                admin.describeTopics(List.of(topic)).allTopicNames(),
                AclOperation.DESCRIBE,
                ResourceType.TOPIC,
                topic)
            .values()
            .stream()
            .flatMap(described -> described.partitions().stream())
            .collect(
                toMap(
                    info -> new TopicPartition(topic, info.partition()),
                    info -> OffsetSpec.latest()));
    return offsets(admin.listOffsets(latest), topic);
  }

  static Map<TopicPartition, Long> offsets(ListOffsetsResult result, String topic)
      throws TopicsUnavailableException {
    return await(result.all(), AclOperation.DESCRIBE, ResourceType.TOPIC, topic).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** Returns the settings of each broker that is up. */
  public List<Map<String, String>> brokerSettings() throws TopicsUnavailableException {
    List<ConfigResource> brokers =
        await(admin.describeCluster().nodes()).stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    return await(
            admin.describeConfigs(brokers).all(),
            AclOperation.DESCRIBE_CONFIGS,
            ResourceType.CLUSTER,
            ServiceRights.CLUSTER)
        .values()
        .stream()
        .map(TopicAdmin::values)
        .toList();
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /**
   * Waits up to 10 s for the result. The failure says what Kafka has refused, if that is the cause.
   */
  public static <T> T await(
      KafkaFuture<T> future, AclOperation operation, ResourceType type, String name)
      throws TopicsUnavailableException {
    try {
      return await(future);
    } catch (TopicsUnavailableException e) {
      throw e.getCause() instanceof AuthorizationException
          ? new TopicsUnavailableException(new MissingRight.Refusal(operation, type, name))
          : e;
    }
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
