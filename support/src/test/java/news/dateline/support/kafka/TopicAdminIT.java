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
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class TopicAdminIT {
  @Test
  void aBrokerTakesTheTopicsAsTheyAreDeclared() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin);
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
  void aTopicThatAnUpdateBringsGetsAsManyPartitionsAsTheOthers() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.complete();
      assertThat(topics.check()).isEmpty();

      topics.create(4, Replication.SINGLE, true);
      admin.deleteTopics(List.of(Topic.PARTNERS.topicName())).all().get();
      // the broker's metadata of its topics are late, and may contradict each other
      await().ignoreExceptions().until(() -> topics.check().isEmpty());
      topics.create(1, Replication.SINGLE, true);
      await().ignoreExceptions().untilAsserted(() -> assertThat(topics.check()).contains(4));
    }
  }

  @Test
  void partitionsAddedToAllTopicsAreRefusedBecauseTheStateHasFewer() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin);
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
      TopicAdmin topics = new TopicAdmin(admin);
      assertThatThrownBy(() -> topics.create(1, new Replication(3, 2), true))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("only 1 broker")
          .hasMessageContaining("dateline.consumer.replication-factor");

      topics.create(1, Replication.SINGLE, true);
      String changelog = "dateline-consumer-2-public-changelog";
      admin.createTopics(List.of(new NewTopic(changelog, 1, (short) 1))).all().get();
      await().ignoreExceptions().untilAsserted(() -> Replication.SINGLE.check(admin));

      assertThat(Replication.ofEvents(admin)).isEqualTo(Replication.SINGLE);
      assertThatThrownBy(() -> new Replication(3, 2).check(admin))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining(changelog + ", desk-state, feed-state")
          .hasMessageContaining("dateline.consumer.replication-factor, 3")
          .hasMessageContaining("kafka-reassign-partitions.sh");
      assertThatThrownBy(() -> new Replication(1, 2).check(admin))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("min.insync.replicas of " + changelog)
          .hasMessageContaining("--add-config min.insync.replicas=2");
    }
  }

  @Test
  void aTopicWhoseLeaderMayLackAcknowledgedRecordsIsRefused() throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicAdmin topics = new TopicAdmin(admin);
      topics.create(1, Replication.SINGLE, true);
      ConfigResource partners =
          new ConfigResource(ConfigResource.Type.TOPIC, Topic.PARTNERS.topicName());
      AlterConfigOp unclean =
          new AlterConfigOp(
              new ConfigEntry("unclean.leader.election.enable", "true"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(partners, List.of(unclean))).all().get();

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(topics::check)
                      .isInstanceOf(TopicMismatchException.class)
                      .hasMessageContaining("Dateline needs false")
                      .hasMessageContaining(
                          "--entity-name partners --add-config unclean.leader.election.enable=false"));
    }
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
