package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import news.dateline.broker.InProcessBroker;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that allow neither the session timeout of a rebuild nor its transaction timeout. */
class RebuildBrokersIT {
  private static final Map<String, String> LIMITS =
      Map.of(
          "group.min.session.timeout.ms", "11000",
          "transaction.max.timeout.ms", "30000");

  @Test
  void aRebuildTakesTheTimeoutsThatTheBrokersAllow(@TempDir Path log, @TempDir Path state)
      throws Exception {
    try (InProcessBroker broker =
        InProcessBroker.start(new InProcessBroker.Settings(log, "127.0.0.1", 0, LIMITS))) {
      String kafka = broker.bootstrapServers();
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready();
          TopicClient feed = new TopicClient(kafka, "world")) {
        feed.open();
        await().atMost(Duration.ofMinutes(1)).until(() -> feed.decided() == 1);
      }

      Rebuild.Report report =
          new Rebuild(KafkaSettings.of(kafka), TestProperties.rebuild(state)).run(decided -> {});

      assertThat(report.events()).isEqualTo(1);
    }
  }
}
