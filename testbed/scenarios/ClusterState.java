import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/**
 * Prints the id of the active controller of a Kafka cluster: {@code java -cp … ClusterState
 * BOOTSTRAP-SERVERS BROKERS}. Exit code 1: a broker or a copy of a partition is missing.
 */
class ClusterState {
  public static void main(String[] arguments) throws Exception {
    int brokers = Integer.parseInt(arguments[1]);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", arguments[0], "request.timeout.ms", 10_000))) {
      var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      var topics = admin.describeTopics(names).allTopicNames().get().values();
      boolean complete =
          topics.stream()
              .flatMap(topic -> topic.partitions().stream())
              .allMatch(partition -> partition.isr().size() == brokers);
      System.out.println(admin.describeMetadataQuorum().quorumInfo().get().leaderId());
      System.exit(complete && admin.describeCluster().nodes().get().size() == brokers ? 0 : 1);
    }
  }
}
