package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import org.apache.kafka.clients.admin.Admin;
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
      SpringApplication application = ProducerApplication.application();
      application.addListeners(new LivenessRecorder());

      try (ConfigurableApplicationContext context =
          application.run(
              "--server.port=0",
              "--management.server.port=0",
              "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
              "--dateline.desk.token-file=" + folder.resolve("token"))) {
        await().atMost(Duration.ofSeconds(20)).until(() -> states.contains(LivenessState.BROKEN));
        assertThat(context.isActive()).isTrue();
      }
    }

    assertThat(states.stream().filter(LivenessState.BROKEN::equals)).hasSize(1);
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
