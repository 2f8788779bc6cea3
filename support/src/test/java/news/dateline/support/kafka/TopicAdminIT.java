package news.dateline.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class TopicAdminIT {
  @Test
  void aBrokerTakesTheTopicsAsTheyAreDeclared() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin, KafkaNames.UNPREFIXED);
      assertThat(topics.check()).isEmpty();

      topics.create(4, Replication.SINGLE, true);
      topics.create(4, Replication.SINGLE, true);
      assertThat(topics.check()).contains(4);

      addPartitions(admin, "feed-state", 5);
      assertThatThrownBy(topics::check)
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("feed-state=5");
    }
  }

  @Test
  void topicsThatAnUpdateBringsGetTheSettingsAndAsManyPartitionsAsTheOthers() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin, KafkaNames.UNPREFIXED);
      topics.create(4, Replication.SINGLE, true);
      admin.deleteTopics(List.of("identities", "sessions", "reach")).all().get();
      // the broker's metadata of its topics are late, and may contradict each other
      await().ignoreExceptions().until(() -> topics.check().isEmpty());
      topics.create(1, Replication.SINGLE, true);
      // compares the settings, too
      await().ignoreExceptions().untilAsserted(() -> assertThat(topics.check()).contains(4));
    }
  }

  @Test
  void partitionsAddedToAllTopicsAreRefusedBecauseTheStateHasFewer() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin, KafkaNames.UNPREFIXED);
      topics.create(4, Replication.SINGLE, true);
      String changelog = "dateline-consumer-2-public-changelog";
      admin.createTopics(List.of(new NewTopic(changelog, 4, (short) 1))).all().get();
      await().ignoreExceptions().untilAsserted(() -> assertThat(topics.check()).contains(4));

      for (Topic topic : Topic.values()) {
        addPartitions(admin, topic.topicName(), 6);
      }

      assertThatThrownBy(topics::check)
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining(changelog + "=4")
          .hasMessageContaining("news-events=6")
          .hasMessageContaining("Change the number of partitions");
    }
  }

  @Test
  void topicsWithFewerCopiesThanWantedAreRefusedWithTheCommandThatMendsThem() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin, KafkaNames.UNPREFIXED);
      assertThatThrownBy(() -> topics.create(1, new Replication(3, 2), true))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("only 1 broker")
          .hasMessageContaining("dateline.consumer.replication-factor");

      topics.create(1, Replication.SINGLE, true);
      String changelog = "dateline-consumer-2-public-changelog";
      admin.createTopics(List.of(new NewTopic(changelog, 1, (short) 1))).all().get();
      await().ignoreExceptions().until(() -> admin.listTopics().names().get().contains(changelog));
      // the test's changelog limits timestamps, as those of earlier versions
      assertThat(Replication.SINGLE.check(admin, clients(broker)))
          .allMatch(line -> line.contains(changelog));
      assertThat(Replication.ofEvents(admin, KafkaNames.UNPREFIXED)).isEqualTo(Replication.SINGLE);
      assertThatThrownBy(() -> new Replication(3, 2).check(admin, clients(broker)))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining(changelog + ", desk-state, feed-state")
          .hasMessageContaining("dateline.consumer.replication-factor, 3")
          .hasMessageContaining("kafka-reassign-partitions.sh");
      assertThatThrownBy(() -> new Replication(1, 2).check(admin, clients(broker)))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("min.insync.replicas of " + changelog)
          .hasMessageContaining("--add-config min.insync.replicas=2");
    }
  }

  @Test
  void topicsOfKafkaWithFewerCopiesAndChangelogsWithUncleanLeadersAreRefused() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicAdmin(admin, KafkaNames.UNPREFIXED).create(1, Replication.SINGLE, true);
      TopicPartition events = new TopicPartition(Topic.NEWS_EVENTS.topicName(), 0);
      admin.alterConsumerGroupOffsets("any", Map.of(events, new OffsetAndMetadata(0))).all().get();
      NewTopic changelog = new NewTopic("dateline-consumer-public-changelog", 1, (short) 1);
      admin
          .createTopics(
              List.of(changelog.configs(Map.of("unclean.leader.election.enable", "true"))))
          .all()
          .get();

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> new Replication(2, 1).check(admin, clients(broker)))
                      .isInstanceOf(TopicMismatchException.class)
                      .hasMessageStartingWith("__consumer_offsets, ")
                      .hasMessageContaining("have fewer replicas")
                      .hasMessageContaining(
                          "the leader of dateline-consumer-public-changelog may lack")
                      .hasMessageContaining("--add-config unclean.leader.election.enable=false"));
    }
  }

  @Test
  void weakSettingsOfKafkasTopicsAndLimitsOfEarlierVersionsAreNamedWithTheCommand()
      throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Replication wanted = new Replication(1, 2);
      new TopicAdmin(admin, KafkaNames.UNPREFIXED).create(1, wanted, true);
      TopicPartition events = new TopicPartition(Topic.NEWS_EVENTS.topicName(), 0);
      admin.alterConsumerGroupOffsets("any", Map.of(events, new OffsetAndMetadata(0))).all().get();
      alter(admin, "__consumer_offsets", "unclean.leader.election.enable", "true");
      alter(admin, "feed-state", "message.timestamp.after.max.ms", "3600000");
      alter(admin, "desk-state", "message.timestamp.before.max.ms", "604800000");

      List<String> commands =
          List.of(
              command("__consumer_offsets", "min.insync.replicas=2"),
              command("__consumer_offsets", "unclean.leader.election.enable=false"),
              command("feed-state", "message.timestamp.after.max.ms=" + Long.MAX_VALUE),
              command("desk-state", "message.timestamp.before.max.ms=" + Long.MAX_VALUE));
      await()
          .untilAsserted(
              () ->
                  assertThat(wanted.check(admin, clients(broker)))
                      .zipSatisfy(commands, (line, command) -> assertThat(line).contains(command)));
    }
  }

  private static String command(String topic, String setting) {
    return "--entity-name " + topic + " --add-config " + setting;
  }

  private static KafkaSettings clients(TestBroker broker) {
    return KafkaSettings.of(broker.bootstrapServers());
  }

  @Test
  void aPrefixThatKafkaTakesForAnotherOneIsRefused() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicAdmin(admin, new KafkaNames("desk.")).create(1, Replication.SINGLE, true);
      TopicAdmin other = new TopicAdmin(admin, new KafkaNames("desk_"));

      assertThatThrownBy(() -> other.create(1, Replication.SINGLE, true))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContainingAll("desk_", "desk.", "dateline.topic-prefix");
    }
  }

  @Test
  void aTopicWhoseLeaderMayLackAcknowledgedRecordsIsRefused() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin, KafkaNames.UNPREFIXED);
      topics.create(1, Replication.SINGLE, true);
      alter(admin, Topic.PARTNERS.topicName(), "unclean.leader.election.enable", "true");

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(topics::check)
                      .isInstanceOf(TopicMismatchException.class)
                      .hasMessageContaining("Dateline needs false")
                      .hasMessageContaining(
                          "--entity-name partners --add-config"
                              + " unclean.leader.election.enable=false"));
    }
  }

  private static void alter(Admin admin, String topic, String name, String value) throws Exception {
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(set)))
        .all()
        .get();
  }

  /** Adds partitions to a topic and waits until the broker's metadata show them. */
  static void addPartitions(Admin admin, String topic, int count) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(count))).all().get();
    await().atMost(Duration.ofSeconds(10)).until(() -> partitions(admin, topic) == count);
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
