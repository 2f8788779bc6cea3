package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;

@Tag("docker")
class StartupChecksIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final TestBroker broker = TestBroker.start();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));

  @AfterEach
  void close() {
    admin.close();
    broker.close();
  }

  @Test
  void aConsumerWhoseCommittedOffsetsAreLostDoesNotStart(@TempDir Path state) throws Exception {
    StartupChecks checks = checksAfterARun(state);

    admin
        .deleteConsumerGroups(List.of(StateGeneration.first(KafkaNames.UNPREFIXED).applicationId()))
        .all()
        .get();

    assertThatThrownBy(checks::adoptGeneration)
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("run ./dateline rebuild");
  }

  @Test
  void aConsumerWhoseCommittedOffsetIsBehindTheEndOfTheLogDoesNotStart(@TempDir Path state)
      throws Exception {
    StartupChecks checks = checksAfterARun(state);
    TopicPartition events = new TopicPartition(Topic.NEWS_EVENTS.topicName(), 0);
    admin
        .alterConsumerGroupOffsets(
            StateGeneration.first(KafkaNames.UNPREFIXED).applicationId(),
            Map.of(events, new OffsetAndMetadata(99)))
        .all()
        .get();

    assertThatThrownBy(checks::adoptGeneration)
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("news-events-0 ends at offset")
        .hasMessageContaining("99")
        .hasMessageContaining("run ./dateline rebuild");
  }

  @Test
  void aConsumerWhoseChangelogsAreLostDoesNotStart(@TempDir Path state) throws Exception {
    decideOneEvent(state);
    List<String> changelogs =
        admin.listTopics().names().get().stream()
            .filter(topic -> topic.endsWith("-changelog"))
            .toList();
    admin.deleteTopics(changelogs).all().get();

    assertThatStartIsRefused(state);
  }

  @Test
  void partitionsAddedToAllTopicsAreRefusedAtTheStartAndInARebuild(@TempDir Path state)
      throws Exception {
    decideOneEvent(state);
    for (Topic topic : Topic.values()) {
      admin.createPartitions(Map.of(topic.topicName(), NewPartitions.increaseTo(6))).all().get();
    }

    Rebuild rebuild =
        new Rebuild(KafkaSettings.of(broker.bootstrapServers()), TestProperties.rebuild(state));
    assertThatThrownBy(() -> rebuild.run(decided -> {}))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("dateline-consumer-public-changelog=4")
        .hasMessageContaining("news-events=6")
        .hasMessageContaining("Change the number of partitions");
    assertThatStartIsRefused(state);
  }

  @Test
  void aConsumerThatMayNotCreateTopicsNamesThoseThatAreMissing(@TempDir Path state)
      throws Exception {
    new TopicAdmin(admin, KafkaNames.UNPREFIXED).create(1, Replication.SINGLE, true);
    admin.deleteTopics(List.of("reach", "presence")).all().get();
    await().atMost(TIMEOUT).until(() -> !admin.listTopics().names().get().contains("presence"));

    assertThatThrownBy(() -> ensureTopics(state, "create-topics", "false"))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("there are no topics reach, presence,")
        .hasMessageContaining("./dateline topics --print");
    assertThatStartIsRefused(state, "create-topics=false");
    RebuildSettings settings = new RebuildSettings(state, false, null, null);
    assertThatThrownBy(
            () ->
                new Rebuild(KafkaSettings.of(broker.bootstrapServers()), settings)
                    .run(decided -> {}))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("there are no topics reach, presence,");
    assertThat(admin.listTopics().names().get()).doesNotContain("presence", "reach");
  }

  @Test
  void aConsumerDoesNotStartOnFewerCopiesThanItsSettingsSay(@TempDir Path state) throws Exception {
    new TopicAdmin(admin, KafkaNames.UNPREFIXED).create(1, Replication.SINGLE, true);
    createTopicsOfKafka();

    assertThatThrownBy(() -> ensureTopics(state, "replication-factor", "2"))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("news-events")
        .hasMessageContaining("have fewer replicas than dateline.consumer.replication-factor, 2");
    assertThatStartIsRefused(state, "replication-factor=2");
    RebuildSettings settings = new RebuildSettings(state, true, 2, null);
    assertThatThrownBy(
            () ->
                new Rebuild(KafkaSettings.of(broker.bootstrapServers()), settings)
                    .run(decided -> {}))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("dateline.consumer.replication-factor, 2");
    assertThat(admin.listTopics().names().get())
        .noneMatch(topic -> topic.startsWith("dateline-consumer"));
  }

  @Test
  void aConsumerAndARebuildDoNotLetKafkaCreateItsTopicsWithFewerCopies(@TempDir Path state)
      throws Exception {
    String setting = "set offsets.topic.replication.factor=2";
    assertThatThrownBy(() -> ensureTopics(state, "replication-factor", "2"))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining(setting);
    assertThatStartIsRefused(state, "replication-factor=2");
    assertThat(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get())
        .isEmpty();

    new TopicAdmin(admin, KafkaNames.UNPREFIXED).create(1, Replication.SINGLE, true);
    Rebuild rebuild =
        new Rebuild(
            KafkaSettings.of(broker.bootstrapServers()), new RebuildSettings(state, true, 2, null));
    assertThatThrownBy(() -> rebuild.run(decided -> {}))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining(setting);
  }

  /** Creates Kafka's own topics as the brokers would. */
  private void createTopicsOfKafka() throws Exception {
    List<String> names = List.of("__consumer_offsets", "__transaction_state");
    admin
        .createTopics(names.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
        .all()
        .get();
    await()
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
  }

  private void ensureTopics(Path state, String key, String value) throws Exception {
    Map<String, String> keys = new HashMap<>(Map.of("dateline.consumer.replication-factor", "1"));
    keys.put("dateline.consumer." + key, value);
    new StartupChecks(
            admin,
            KafkaSettings.of(broker.bootstrapServers()),
            new StateGenerations(KafkaSettings.of(broker.bootstrapServers()), admin, state))
        .ensureTopics(BrokerSettingsTests.settings(keys));
  }

  /** Runs a consumer, stops it, and returns the checks of its next start. */
  private StartupChecks checksAfterARun(Path state) throws Exception {
    decideOneEvent(state);
    StateGenerations generations =
        new StateGenerations(KafkaSettings.of(broker.bootstrapServers()), admin, state);
    StartupChecks checks =
        new StartupChecks(admin, KafkaSettings.of(broker.bootstrapServers()), generations);
    assertThat(checks.adoptGeneration()).contains(StateGeneration.first(KafkaNames.UNPREFIXED));
    await()
        .atMost(TIMEOUT)
        .until(() -> !generations.isRunning(StateGeneration.first(KafkaNames.UNPREFIXED)));
    return checks;
  }

  private void decideOneEvent(Path state) {
    String kafka = broker.bootstrapServers();
    try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready();
        TopicClient feed = new TopicClient(kafka, "forgotten")) {
      feed.open();
      await().atMost(TIMEOUT).until(() -> feed.decided() == 1);
    }
  }

  private void assertThatStartIsRefused(Path state, String... settings) {
    try (RunningConsumer consumer =
        RunningConsumer.start(broker.bootstrapServers(), state, settings)) {
      ApplicationAvailability availability =
          consumer.application().getBean(ApplicationAvailability.class);
      await().atMost(TIMEOUT).until(() -> availability.getLivenessState() == LivenessState.BROKEN);
    }
  }
}
