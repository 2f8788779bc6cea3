package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class StartupChecksIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void aConsumerWhoseCommittedOffsetsAreLostDoesNotStart(@TempDir Path state) throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      String kafka = broker.bootstrapServers();
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready();
          TopicClient feed = new TopicClient(kafka, "forgotten")) {
        feed.open();
        await().atMost(TIMEOUT).until(() -> feed.decided() == 1);
      }
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
}
