package news.dateline.support.kafka;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.dateline.events.Topic;

/**
 * The names of one Dateline's topics, consumer groups and {@code application.id} on its Kafka. Two
 * Datelines with different prefixes share a cluster and have no name in common.
 *
 * @param prefix stands before each name; empty by default
 */
public record KafkaNames(String prefix) {
  /** Kafka allows 249 characters. The longest name of a changelog takes 50. */
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  /** The names of a Dateline that has its Kafka for itself. */
  public static final KafkaNames UNPREFIXED = new KafkaNames("");

  /**
   * @throws IllegalArgumentException if Kafka would refuse names with this prefix
   */
  public KafkaNames {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "'" + prefix + "' does not match " + PREFIX.pattern() + ", as Kafka's names have to");
    }
  }

  public String of(Topic topic) {
    return prefix + topic.topicName();
  }

  /** Returns the name of a group or of what Kafka Streams creates. */
  public String of(String name) {
    return prefix + name;
  }

  /** Returns true for a topic of this Dateline and for a changelog of its consumer's state. */
  public boolean isOwn(String topic) {
    String name = topic.startsWith(prefix) ? topic.substring(prefix.length()) : "";
    return name.startsWith(ServiceRights.STREAMS + "-")
        || Arrays.stream(Topic.values()).anyMatch(each -> each.topicName().equals(name));
  }

  /** Returns the names of all topics. */
  public Set<String> topics() {
    return Arrays.stream(Topic.values()).map(this::of).collect(Collectors.toSet());
  }
}
