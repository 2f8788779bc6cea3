package news.dateline.support.kafka;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.ResourceType;

/**
 * How many brokers keep each record of every topic, and how many of them must have it before Kafka
 * acknowledges it.
 */
public record Replication(int factor, int minInsyncReplicas) {
  /** All that a single broker can do. */
  public static final Replication SINGLE = new Replication(1, 1);

  private static final String MIN_INSYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
  private static final String UNCLEAN = TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;
  private static final String AHEAD_LIMIT = TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
  private static final String AGE_LIMIT = TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG;

  /** Returns the replication that the events have. */
  public static Replication ofEvents(Admin admin, KafkaNames names)
      throws TopicsUnavailableException {
    String events = names.of(Topic.NEWS_EVENTS);
    Config settings = settings(admin, List.of(events)).get(events);
    return new Replication(
        factors(admin, List.of(events)).getOrDefault(events, 1),
        settings == null ? 1 : minInsync(settings));
  }

  /**
   * Compares what exists with this: Dateline's topics, the changelogs of the consumer's state and
   * Kafka's own topics. More replicas than wanted are fine.
   *
   * @return a line for each weakness that does not keep the consumer from running, and for each
   *     right that is missing to see Kafka's own topics
   * @throws TopicMismatchException with the command that mends it, if a topic has too few replicas,
   *     or if an acknowledged record of Dateline's own may be lost
   */
  public List<String> check(Admin admin, KafkaSettings kafka) throws TopicsUnavailableException {
    List<String> topics =
        TopicAdmin.await(admin.listTopics().names()).stream().filter(kafka.names()::isOwn).toList();
    InternalTopics own = InternalTopics.of(admin, kafka);
    Map<String, Integer> factors = new TreeMap<>(factors(admin, topics));
    factors.putAll(own.factors());
    Map<String, Config> settings = settings(admin, topics);
    List<String> problems =
        Stream.of(fewReplicas(factors), fewInsync(settings), unclean(settings))
            .flatMap(Optional::stream)
            .toList();
    if (!problems.isEmpty()) {
      throw new TopicMismatchException(String.join("; ", problems));
    }
    return Stream.concat(
            Stream.of(
                    fewInsync(own.settings()),
                    unclean(own.settings()),
                    timeLimit(settings, AHEAD_LIMIT, "whose clock is ahead by more than"),
                    timeLimit(settings, AGE_LIMIT, "whose log is older than"))
                .flatMap(Optional::stream),
            own.missingRights().stream())
        .toList();
  }

  private Optional<String> fewReplicas(Map<String, Integer> factors) {
    return named(factors, count -> count < factor)
        .map(
            topics ->
                topics
                    + " have fewer replicas than dateline.consumer.replication-factor, "
                    + factor
                    + ": add some with kafka-reassign-partitions.sh (docs/operations/kafka.md,"
                    + " \"Replication\"), or set the key to what they have");
  }

  private Optional<String> fewInsync(Map<String, Config> settings) {
    return named(settings, each -> minInsync(each) < minInsyncReplicas)
        .map(
            topics ->
                "min.insync.replicas of "
                    + topics
                    + " is less than dateline.consumer.min-insync-replicas, "
                    + minInsyncReplicas
                    + alter(topics, MIN_INSYNC, minInsyncReplicas));
  }

  private static Optional<String> unclean(Map<String, Config> settings) {
    return named(settings, each -> !"false".equals(each.get(UNCLEAN).value()))
        .map(
            topics ->
                "the leader of "
                    + topics
                    + " may lack acknowledged records"
                    + alter(topics, UNCLEAN, false));
  }

  /** Finds the topics of earlier versions, which have the limit of the brokers. */
  private static Optional<String> timeLimit(
      Map<String, Config> settings, String limit, String consumer) {
    return named(settings, each -> hasTimeLimit(each, limit))
        .map(
            topics ->
                "A consumer %s the %s of %s cannot write there".formatted(consumer, limit, topics)
                    + alter(topics, limit, Long.MAX_VALUE));
  }

  /** Kafka limits only the timestamps that clients set. */
  private static boolean hasTimeLimit(Config settings, String limit) {
    return "CreateTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value())
        && Long.parseLong(settings.get(limit).value()) < Long.MAX_VALUE;
  }

  /** Returns the command for one topic or, with a placeholder, for each of several. */
  private static String alter(String topics, String name, Object value) {
    return topics.contains(", ")
        ? ": run for each " + TopicCheck.alter("TOPIC", name, value)
        : ": run " + TopicCheck.alter(topics, name, value);
  }

  /** Returns the names of the topics that are too weak, separated by commas. */
  private static <T> Optional<String> named(Map<String, T> topics, Predicate<T> weak) {
    return topics.entrySet().stream()
        .filter(topic -> weak.test(topic.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .reduce((one, next) -> one + ", " + next);
  }

  private static Map<String, Integer> factors(Admin admin, Collection<String> topics)
      throws TopicsUnavailableException {
    return TopicAdmin.await(
            admin.describeTopics(topics).allTopicNames(),
            AclOperation.DESCRIBE,
            ResourceType.TOPIC,
            String.join(", ", topics))
        .values()
        .stream()
        .collect(toMap(TopicDescription::name, Replication::factor));
  }

  static int factor(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
  }

  private static int minInsync(Config settings) {
    return Integer.parseInt(settings.get(MIN_INSYNC).value());
  }

  static Map<String, Config> settings(Admin admin, Collection<String> topics)
      throws TopicsUnavailableException {
    Map<String, Config> found = new TreeMap<>();
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> described :
        admin
            .describeConfigs(
                topics.stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList())
            .values()
            .entrySet()) {
      String topic = described.getKey().name();
      found.put(
          topic,
          TopicAdmin.await(
              described.getValue(), AclOperation.DESCRIBE_CONFIGS, ResourceType.TOPIC, topic));
    }
    return found;
  }
}
