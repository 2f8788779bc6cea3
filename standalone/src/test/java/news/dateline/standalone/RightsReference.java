package news.dateline.standalone;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.MissingRight;
import news.dateline.support.kafka.ServiceRights;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** The rights of the services on Kafka as a Markdown table. */
final class RightsReference {
  private RightsReference() {}

  static String markdown() {
    StringBuilder table =
        new StringBuilder("\n| service | operations | resources |\n|---|---|---|\n");
    for (ServiceRights service : ServiceRights.values()) {
      append(table, service.service(), service.required(KafkaNames.UNPREFIXED, ""));
      append(
          table,
          service.service() + ", to create the topics",
          service.toCreateTopics(KafkaNames.UNPREFIXED, ""));
      append(table, service.service() + ", optional", service.optional(KafkaNames.UNPREFIXED, ""));
    }
    return table.append("\n").toString();
  }

  /** A row for the resources of a type with the same operations. */
  private static void append(StringBuilder table, String who, List<AclBinding> acls) {
    Map<ResourcePattern, TreeSet<String>> operations = new LinkedHashMap<>();
    for (AclBinding acl : acls) {
      operations
          .computeIfAbsent(acl.pattern(), any -> new TreeSet<>())
          .add(MissingRight.spelled(acl.entry().operation()));
    }
    Map<String, TreeSet<String>> rows = new LinkedHashMap<>();
    operations.forEach(
        (resource, allowed) ->
            rows.computeIfAbsent(
                    String.join(", ", allowed) + " | " + type(resource), any -> new TreeSet<>())
                .add("`" + resource.name() + "`"));
    rows.forEach(
        (row, names) ->
            table.append(
                "| %s | %s %s |\n".formatted(who, row, names.stream().collect(joining(", ")))));
  }

  private static String type(ResourcePattern resource) {
    String prefixed = resource.patternType() == PatternType.PREFIXED ? " that begin with" : "";
    return switch (resource.resourceType()) {
      case TOPIC -> "topics" + prefixed;
      case GROUP -> "groups" + prefixed;
      case TRANSACTIONAL_ID -> "transactional ids" + prefixed;
      default -> "the cluster";
    };
  }
}
