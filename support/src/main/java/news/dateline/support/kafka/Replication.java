package news.dateline.support.kafka;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How many brokers keep each record of every topic, and how many of them must have it before Kafka
 * acknowledges it.
 */
public record Replication(int factor, int minInsyncReplicas) {
  /** All that a single broker can do. */
  public static final Replication SINGLE = new Replication(1, 1);

  /** Returns the replication that the events have. */
  public static Replication ofEvents(Admin admin) throws TopicsUnavailableException {
    String events = Topic.NEWS_EVENTS.topicName();
    return new Replication(
        factors(admin, List.of(events)).getOrDefault(events, 1),
        minInsync(admin, List.of(events)).getOrDefault(events, 1));
  }

  /**
   * Compares what exists with this: Dateline's topics and the changelogs of the consumer's state.
   * More replicas than wanted are fine.
   *
   * @throws TopicMismatchException with the command that mends it
   */
  public void check(Admin admin) throws TopicsUnavailableException {
    List<String> topics =
        TopicAdmin.await(admin.listTopics().names()).stream().filter(Replication::isOurs).toList();
    List<String> problems = new ArrayList<>();
    Set<String> fewReplicas = below(factor, factors(admin, topics));
    if (!fewReplicas.isEmpty()) {
      problems.add(
          String.join(", ", fewReplicas)
              + " have fewer replicas than dateline.consumer.replication-factor, "
              + factor
              + ": add some with kafka-reassign-partitions.sh (docs/operations/kafka.md,"
              + " \"Replication\"), or set the key to what they have");
    }
    Set<String> fewInsync = below(minInsyncReplicas, minInsync(admin, topics));
    if (!fewInsync.isEmpty()) {
      problems.add(
          "min.insync.replicas of "
              + String.join(", ", fewInsync)
              + " is less than dateline.consumer.min-insync-replicas, "
              + minInsyncReplicas
              + ": run for each "
              + TopicAdmin.alter(
                  "TOPIC", TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, minInsyncReplicas));
    }
    if (!problems.isEmpty()) {
      throw new TopicMismatchException(String.join("; ", problems));
    }
  }

  private static boolean isOurs(String topic) {
    return topic.startsWith("dateline-consumer")
        || Arrays.stream(Topic.values()).anyMatch(each -> each.topicName().equals(topic));
  }

  private static Set<String> below(int wanted, Map<String, Integer> found) {
    Set<String> below = new TreeSet<>();
    found.forEach(
        (topic, count) -> {
          if (count < wanted) {
            below.add(topic);
          }
        });
    return below;
  }

  private static Map<String, Integer> factors(Admin admin, Collection<String> topics)
      throws TopicsUnavailableException {
    return TopicAdmin.await(admin.describeTopics(topics).allTopicNames()).values().stream()
        .collect(toMap(TopicDescription::name, Replication::factor));
  }

  private static int factor(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
  }

  private static Map<String, Integer> minInsync(Admin admin, Collection<String> topics)
      throws TopicsUnavailableException {
    Map<String, Integer> found = new TreeMap<>();
    for (Map.Entry<ConfigResource, Config> described :
        TopicAdmin.await(
                admin
                    .describeConfigs(
                        topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all())
            .entrySet()) {
      String value = described.getValue().get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value();
      found.put(described.getKey().name(), Integer.parseInt(value));
    }
    return found;
  }
}
