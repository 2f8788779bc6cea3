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
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates and checks Dateline's topics. Every method blocks for at most 10 s per request to Kafka.
 */
public final class TopicAdmin {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

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
   * @param syncEveryEvent whether the broker writes each editor's event through to the disk before
   *     it acknowledges it: where there is one broker only, that is what makes an acknowledged
   *     event survive a power cut
   */
  public void create(int partitions, boolean syncEveryEvent) throws TopicsUnavailableException {
    Set<String> present = await(admin.listTopics().names());
    create(present, exist(present) ? eventPartitions() : partitions, syncEveryEvent);
  }

  /** Creates topics that a newer version added. Does nothing if no topic exists yet. */
  public void complete() throws TopicsUnavailableException {
    Set<String> present = await(admin.listTopics().names());
    if (exist(present)) {
      create(present, eventPartitions(), false);
    }
  }

  private static boolean exist(Set<String> present) {
    return present.contains(Topic.NEWS_EVENTS.topicName());
  }

  private int eventPartitions() throws TopicsUnavailableException {
    return ends(Topic.NEWS_EVENTS.topicName()).size();
  }

  private void create(Set<String> present, int partitions, boolean syncEveryEvent)
      throws TopicsUnavailableException {
    short replicas = (short) Math.min(3, await(admin.describeCluster().nodes()).size());
    List<NewTopic> missing =
        Arrays.stream(Topic.values())
            .filter(topic -> !present.contains(topic.topicName()))
            .map(topic -> spec(topic, partitions, replicas, syncEveryEvent))
            .toList();
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        await(created);
      } catch (TopicsUnavailableException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static NewTopic spec(
      Topic topic, int partitions, short replicas, boolean syncEveryEvent) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put("min.insync.replicas", replicas >= 3 ? "2" : "1");
    if (topic == Topic.NEWS_EVENTS && syncEveryEvent) {
      settings.put("flush.messages", "1");
    }
    return new NewTopic(topic.topicName(), partitions, replicas).configs(settings);
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
                        + wanted);
              }
            });
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

  /** Returns a setting of the brokers as the controller has it, if they know it. */
  public Optional<String> brokerSetting(String name) throws TopicsUnavailableException {
    String controller = await(admin.describeCluster().controller()).idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, controller);
    return await(admin.describeConfigs(List.of(resource)).all()).values().stream()
        .flatMap(config -> config.entries().stream())
        .filter(entry -> entry.name().equals(name))
        .map(ConfigEntry::value)
        .findFirst();
  }

  /** Waits up to 10 s for the result. */
  public static <T> T await(KafkaFuture<T> future) throws TopicsUnavailableException {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
