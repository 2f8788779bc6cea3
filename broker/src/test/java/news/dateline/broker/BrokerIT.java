package news.dateline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {
  @Test
  void anAcknowledgedRecordSurvivesARestartOnTheSamePort(@TempDir Path directory) throws Exception {
    int port;
    try (InProcessBroker broker = start(directory, 0)) {
      port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
      createTopics(broker);
      try (var producer =
          new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>("news-events", 0, "world", "kept")).get();
      }
    }
    try (InProcessBroker broker = start(directory, port);
        var consumer =
            new KafkaConsumer<>(
                client(broker), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("news-events", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));

      assertThat(consumer.poll(Duration.ofSeconds(10)))
          .singleElement()
          .satisfies(kept -> assertThat(kept.value()).isEqualTo("kept"));
    }
  }

  @Test
  void aTakenPortIsNamedInOneLine(@TempDir Path directory) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> start(directory, taken.getLocalPort()))
          .isInstanceOf(BrokerFailedException.class)
          .hasMessage("port " + taken.getLocalPort() + " on 127.0.0.1 is taken (Kafka)");
    }
  }

  @Test
  void aTransactionLeftOpenByAKillBlocksNoReader(@TempDir Path directory) throws Exception {
    Path running = Files.createDirectory(directory.resolve("running"));
    Path killed = directory.resolve("killed");
    try (InProcessBroker broker = start(running, 0)) {
      createTopics(broker);
      Map<String, Object> transactional = new HashMap<>(client(broker));
      transactional.put("transactional.id", "open");
      transactional.put("transaction.timeout.ms", 1_000);
      try (var producer =
          new KafkaProducer<>(transactional, new StringSerializer(), new StringSerializer())) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("feed-state", 0, "world", "never")).get();
        // the files as a kill -9 would leave them
        copy(running, killed);
        producer.abortTransaction();
      }
    }
    try (InProcessBroker broker = start(killed, 0)) {
      assertThat(readCommittedAfter(broker, "after")).isEqualTo("after");
    }
  }

  /** A controller that runs alone first, to fence the last broker, is elected too. */
  @Test
  void theLastBrokerIsFencedOnlyIfItWasKilled(@TempDir Path directory) throws Exception {
    Path running = Files.createDirectory(directory.resolve("running"));
    Path killed = directory.resolve("killed");
    try (InProcessBroker broker = start(running, 0)) {
      assertThat(elections(broker)).isEqualTo(1);
      copy(running, killed);
    }
    try (InProcessBroker broker = start(running, 0)) {
      assertThat(elections(broker)).isEqualTo(2);
    }
    try (InProcessBroker broker = start(killed, 0)) {
      assertThat(elections(broker)).isEqualTo(3);
    }
  }

  /** The number of controllers that were elected since the directory was formatted. */
  private static long elections(InProcessBroker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker))) {
      return admin.describeMetadataQuorum().quorumInfo().get().leaderEpoch();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static String readCommittedAfter(InProcessBroker broker, String sent) throws Exception {
    Map<String, Object> committed = new HashMap<>(client(broker));
    committed.put("isolation.level", "read_committed");
    try (var producer =
            new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer());
        var consumer =
            new KafkaConsumer<>(committed, new StringDeserializer(), new StringDeserializer())) {
      producer.send(new ProducerRecord<>("feed-state", 0, "world", sent)).get();
      TopicPartition partition = new TopicPartition("feed-state", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
          .iterator()
          .next()
          .value();
    }
  }

  private static InProcessBroker start(Path directory, int port) {
    return InProcessBroker.start(new InProcessBroker.Settings(directory, "127.0.0.1", port));
  }

  private static Map<String, Object> client(InProcessBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static void createTopics(InProcessBroker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("news-events", 1, (short) 1),
                  new NewTopic("feed-state", 1, (short) 1)))
          .all()
          .get();
    }
  }
}
