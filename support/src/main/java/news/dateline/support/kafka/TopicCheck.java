package news.dateline.support.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/** Compares the topics that exist with what Dateline needs. */
record TopicCheck(Admin admin, KafkaNames names) {
  private static final String CHANGELOG = "-public-changelog";

  /** See {@link TopicAdmin#check}. */
  Optional<Integer> run() throws TopicsUnavailableException {
    Map<String, TopicDescription> topics = new TreeMap<>(existing(names.topics()));
    if (!topics.keySet().containsAll(names.topics())) {
      return Optional.empty();
    }
    topics.putAll(existing(changelogs()));
    Map<String, Integer> counts = new TreeMap<>();
    topics.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
    if (Set.copyOf(counts.values()).size() != 1) {
      throw TopicMismatchException.ofPartitions(counts);
    }
    for (Topic topic : Topic.values()) {
      checkSettings(topic);
    }
    return counts.values().stream().findAny();
  }

  /** Returns the topics that exist. Unlike a list of all topics, it fails without a right. */
  Map<String, TopicDescription> existing(Collection<String> topics)
      throws TopicsUnavailableException {
    Map<String, TopicDescription> existing = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        existing.put(
            topic.getKey(),
            TopicAdmin.await(
                topic.getValue(), AclOperation.DESCRIBE, ResourceType.TOPIC, topic.getKey()));
      } catch (TopicsUnavailableException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return existing;
  }

  /**
   * Returns the names of one changelog of each generation of the consumer's state. Kafka lists only
   * those that the service may describe, so that of the first generation is always among them: its
   * description fails without the right, whether it exists or not.
   */
  private Set<String> changelogs() throws TopicsUnavailableException {
    String streams = names.of(ServiceRights.STREAMS);
    Predicate<String> changelog =
        Pattern.compile(Pattern.quote(streams) + "(-\\d+)?" + CHANGELOG).asMatchPredicate();
    Set<String> changelogs = new TreeSet<>(Set.of(streams + CHANGELOG));
    TopicAdmin.await(admin.listTopics().names()).stream()
        .filter(changelog)
        .forEach(changelogs::add);
    return changelogs;
  }

  private void checkSettings(Topic topic) throws TopicsUnavailableException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, names.of(topic));
    Config config =
        TopicAdmin.await(
                admin.describeConfigs(List.of(resource)).all(),
                AclOperation.DESCRIBE_CONFIGS,
                ResourceType.TOPIC,
                resource.name())
            .values()
            .iterator()
            .next();
    topic
        .settings()
        .forEach(
            (name, wanted) -> {
              ConfigEntry entry = config.get(name);
              String found = entry == null ? "nothing" : entry.value();
              if (!wanted.equals(found)) {
                throw mismatch(topic, name, found, wanted);
              }
            });
  }

  private TopicMismatchException mismatch(Topic topic, String name, String found, String wanted) {
    return new TopicMismatchException(
        "topic "
            + names.of(topic)
            + " has "
            + name
            + "="
            + found
            + ", Dateline needs "
            + wanted
            + ": run "
            + alter(names.of(topic), name, wanted));
  }

  /** Returns the command that changes a setting of a topic. */
  static String alter(String topic, String name, Object value) {
    return "kafka-configs.sh --bootstrap-server HOST:PORT --alter --entity-type topics"
        + " --entity-name "
        + topic
        + " --add-config "
        + name
        + "="
        + value;
  }
}
