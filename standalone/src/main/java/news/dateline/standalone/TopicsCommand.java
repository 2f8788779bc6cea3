package news.dateline.standalone;

import java.util.Map;
import java.util.TreeMap;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.TopicAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Prints the commands that create the topics. */
@Command(
    name = "topics",
    description = {
      "Prints the commands that create the topics, for a Kafka where an administrator does that",
      "(dateline.consumer.create-topics=false)."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TopicsCommand implements Runnable {
  @Option(names = "--print", required = true, description = "Prints the commands.")
  private boolean print;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "HOST:PORT",
      description = "The Kafka of the commands.")
  private String kafka = "";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "The number of partitions, which cannot be changed (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "3",
      description = "The number of copies (default: ${DEFAULT-VALUE}).")
  private int factor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "The number of copies that an acknowledged record has at least (default:"
              + " ${DEFAULT-VALUE}).")
  private int minInsync;

  @Override
  public void run() {
    if (partitions < 1 || minInsync < 1 || minInsync > factor) {
      throw new ParameterException(
          new CommandLine(this),
          "--partitions and --min-insync-replicas are at least 1, --replication-factor is not less");
    }
    if (print) {
      TopicAdmin.topics(partitions, new Replication(factor, minInsync), true)
          .forEach(topic -> System.out.println(command(topic)));
    }
  }

  private String command(NewTopic topic) {
    StringBuilder command =
        new StringBuilder("kafka-topics.sh --bootstrap-server " + kafka)
            .append(" --create --if-not-exists --topic " + topic.name())
            .append(" --partitions " + topic.numPartitions())
            .append(" --replication-factor " + topic.replicationFactor());
    for (Map.Entry<String, String> setting : new TreeMap<>(topic.configs()).entrySet()) {
      command.append(" --config " + setting.getKey() + "=" + setting.getValue());
    }
    return command.toString();
  }
}
