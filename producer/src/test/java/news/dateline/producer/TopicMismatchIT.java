package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Topic;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

class TopicMismatchIT {
  private final List<Object> states = new CopyOnWriteArrayList<>();

  @Test
  void topicsWithWrongSettingsBreakLivenessOnceAndKeepTheContextActive(@TempDir Path folder)
      throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      createWithTheBrokersOwnSettings(broker.bootstrapServers());
      try (ConfigurableApplicationContext context = start(broker, folder)) {
        await().atMost(Duration.ofSeconds(20)).until(() -> states.contains(LivenessState.BROKEN));
        assertThat(context.isActive()).isTrue();
      }
    }

    assertThat(states.stream().filter(LivenessState.BROKEN::equals)).hasSize(1);
  }

  @Test
  void noEventIsWrittenToAPartitionThatWasAddedWhileTheProducerRuns(@TempDir Path folder)
      throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicWriter.createTopics(broker.bootstrapServers(), 1);
      try (ConfigurableApplicationContext context =
          start(broker, folder, "--spring.kafka.properties.metadata.max.age.ms=1000")) {
        EventLog log = context.getBean(EventLog.class);
        await().ignoreExceptions().until(() -> log.append(event()).get() != null);

        for (Topic topic : Topic.values()) {
          admin
              .createPartitions(Map.of(topic.topicName(), NewPartitions.increaseTo(4)))
              .all()
              .get();
        }

        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> {
                  log.append(event());
                  return states.contains(LivenessState.BROKEN);
                });
        assertThat(log.append(event())).failsWithin(Duration.ofSeconds(10));
      }
      assertThat(new TopicAdmin(admin, KafkaNames.UNPREFIXED).ends("news-events"))
          .hasSize(4)
          .allSatisfy(
              (partition, end) -> assertThat(end > 0).isEqualTo(partition.partition() == 0));
    }
  }

  /** An event of a feed of its own. */
  private static EventEnvelope event() {
    EventId id = new EventId(UUID.randomUUID().toString());
    return EventEnvelope.withoutActor(
        id,
        new FeedId("feed-" + id.value()),
        "/desk/test",
        Instant.now(),
        id.value(),
        new NewsEvent.FeedClosed());
  }

  private ConfigurableApplicationContext start(TestBroker broker, Path folder, String... settings) {
    SpringApplication application = ProducerApplication.application();
    application.addListeners(new LivenessRecorder());
    return application.run(
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--management.server.port=0",
                    "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                    "--dateline.desk.token-file=" + folder.resolve("token")),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  private static void createWithTheBrokersOwnSettings(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .createTopics(
              Stream.of(Topic.values())
                  .map(topic -> new NewTopic(topic.topicName(), 1, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  private final class LivenessRecorder
      implements ApplicationListener<AvailabilityChangeEvent<LivenessState>> {
    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<LivenessState> event) {
      states.add(event.getState());
    }
  }
}
