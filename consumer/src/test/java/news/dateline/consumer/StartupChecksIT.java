package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;

@Tag("docker")
class StartupChecksIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void aConsumerWhoseCommittedOffsetsAreLostDoesNotStart(@TempDir Path state) throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      String kafka = broker.bootstrapServers();
      decideOneEvent(broker, state);
      StateGenerations generations = new StateGenerations(KafkaSettings.of(kafka), admin, state);
      StartupChecks checks = new StartupChecks(admin, generations);
      StateGeneration generation = checks.currentGeneration().orElseThrow();
      assertThat(generation).isEqualTo(StateGeneration.FIRST);

      await().atMost(TIMEOUT).until(() -> !generations.isRunning(generation));
      admin.deleteConsumerGroups(List.of(generation.applicationId())).all().get();

      assertThatThrownBy(checks::currentGeneration)
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("run ./dateline rebuild");
    }
  }

  @Test
  void aConsumerWhoseChangelogsAreLostDoesNotStart(@TempDir Path state) throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      decideOneEvent(broker, state);
      List<String> changelogs =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.endsWith("-changelog"))
              .toList();
      admin.deleteTopics(changelogs).all().get();

      assertThatStartIsRefused(broker, state);
    }
  }

  @Test
  void partitionsAddedToAllTopicsAreRefusedAtTheStartAndInARebuild(@TempDir Path state)
      throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      decideOneEvent(broker, state);
      for (Topic topic : Topic.values()) {
        admin.createPartitions(Map.of(topic.topicName(), NewPartitions.increaseTo(6))).all().get();
      }

      Rebuild rebuild = new Rebuild(KafkaSettings.of(broker.bootstrapServers()), state);
      assertThatThrownBy(() -> rebuild.run(decided -> {}))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("dateline-consumer-public-changelog=4")
          .hasMessageContaining("news-events=6")
          .hasMessageContaining("Change the number of partitions");
      assertThatStartIsRefused(broker, state);
    }
  }

  private static void decideOneEvent(TestBroker broker, Path state) {
    String kafka = broker.bootstrapServers();
    try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready();
        TopicClient feed = new TopicClient(kafka, "forgotten")) {
      feed.open();
      await().atMost(TIMEOUT).until(() -> feed.decided() == 1);
    }
  }

  private static void assertThatStartIsRefused(TestBroker broker, Path state) {
    try (RunningConsumer consumer = RunningConsumer.start(broker.bootstrapServers(), state)) {
      ApplicationAvailability availability =
          consumer.application().getBean(ApplicationAvailability.class);
      await().atMost(TIMEOUT).until(() -> availability.getLivenessState() == LivenessState.BROKEN);
    }
  }
}
