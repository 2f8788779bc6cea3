package news.dateline.standalone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.MissingRight;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.support.kafka.TopicAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
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

  @Option(
      names = "--acls",
      description = {
        "Prints the commands that grant each service its rights too.",
        "The last ones are for checks that a service can do without."
      })
  private boolean acls;

  @Option(
      names = "--principal",
      paramLabel = "SERVICE=PRINCIPAL",
      description =
          "The principal of consumer, producer or feed-api in these commands (default:"
              + " User:dateline-SERVICE). A rebuild has that of the consumer.")
  private Map<String, String> principals = Map.of();

  @Override
  public void run() {
    if (partitions < 1 || minInsync < 1 || minInsync > factor) {
      throw new ParameterException(
          new CommandLine(this),
          "--partitions and --min-insync-replicas are at least 1, --replication-factor is not"
              + " less");
    }
    principals.keySet().forEach(this::checkService);
    if (print) {
      KafkaNames names = BoundSettings.names();
      TopicAdmin.topics(names, partitions, new Replication(factor, minInsync), true)
          .forEach(topic -> System.out.println(command(topic)));
      if (acls) {
        printAcls(ServiceRights::required, names);
        printAcls(ServiceRights::optional, names);
      }
    }
  }

  private void checkService(String name) {
    List<String> services = Stream.of(ServiceRights.values()).map(ServiceRights::service).toList();
    if (!services.contains(name)) {
      throw new ParameterException(
          new CommandLine(this), "--principal: '" + name + "' is not one of " + services);
    }
  }

  private interface Rights {
    List<AclBinding> of(ServiceRights service, KafkaNames names, String principal);
  }

  private void printAcls(Rights rights, KafkaNames names) {
    for (ServiceRights service : ServiceRights.values()) {
      String principal =
          principals.getOrDefault(service.service(), "User:dateline-" + service.service());
      rights.of(service, names, principal).forEach(acl -> System.out.println(command(acl)));
    }
  }

  private String command(AclBinding acl) {
    ResourcePattern resource = acl.pattern();
    String type =
        switch (resource.resourceType()) {
          case CLUSTER -> "--cluster";
          case TRANSACTIONAL_ID -> "--transactional-id " + resource.name();
          default ->
              "--"
                  + resource.resourceType().name().toLowerCase(Locale.ROOT)
                  + " "
                  + resource.name();
        };
    return "kafka-acls.sh --bootstrap-server "
        + kafka
        + " --add --allow-principal '"
        + acl.entry().principal()
        + "' --operation "
        + MissingRight.spelled(acl.entry().operation())
        + " "
        + type
        + " --resource-pattern-type "
        + resource.patternType().name().toLowerCase(Locale.ROOT);
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
