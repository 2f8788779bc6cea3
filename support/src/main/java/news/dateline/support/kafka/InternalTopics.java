package news.dateline.support.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's own topics as they are, without which no consumer continues where it was. Kafka creates
 * them when the first group and the first transaction need them.
 *
 * @param factors the number of replicas of each topic that exists and can be seen
 * @param settings the settings of each topic that exists and can be seen
 * @param missing the topics that can be seen not to exist
 * @param missingRights a line for each right that is missing to see them
 */
public record InternalTopics(
    Map<String, Integer> factors,
    Map<String, Config> settings,
    List<String> missing,
    List<String> missingRights) {
  static final List<String> NAMES = List.of("__consumer_offsets", "__transaction_state");

  /** Returns those that can be seen not to exist. Asks Kafka on the calling thread. */
  public static List<String> missing(Admin admin, KafkaSettings kafka)
      throws TopicsUnavailableException {
    return of(admin, kafka).missing();
  }

  /** Asks Kafka on the calling thread. */
  static InternalTopics of(Admin admin, KafkaSettings kafka) throws TopicsUnavailableException {
    InternalTopics topics =
        new InternalTopics(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    TopicCheck check = new TopicCheck(admin, kafka.names());
    for (String name : NAMES) {
      topics.ask(kafka, () -> topics.add(name, check.existing(List.of(name)).get(name)));
      topics.ask(kafka, () -> topics.settings().putAll(Replication.settings(admin, List.of(name))));
    }
    return topics;
  }

  private interface Question {
    void ask() throws TopicsUnavailableException;
  }

  private void add(String name, @Nullable TopicDescription topic) {
    if (topic == null) {
      missing.add(name);
    } else {
      factors.put(name, Replication.factor(topic));
    }
  }

  private void ask(KafkaSettings kafka, Question question) throws TopicsUnavailableException {
    try {
      question.ask();
    } catch (TopicsUnavailableException e) {
      String missing = MissingRight.inStreams(e, kafka);
      if (missing != null) {
        missingRights.add(
            "Kafka's own topics are not compared with Dateline's settings: " + missing);
      } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
  }
}
