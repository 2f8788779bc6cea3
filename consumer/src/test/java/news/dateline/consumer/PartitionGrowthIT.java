package news.dateline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Partitions that are added while a consumer runs. */
@Tag("docker")
@ExtendWith(OutputCaptureExtension.class)
class PartitionGrowthIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void aRunningConsumerStopsWithTheCountsAndTheWayOut(@TempDir Path state, CapturedOutput output)
      throws Exception {
    try (TestBroker broker = TestBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        RunningConsumer consumer =
            RunningConsumer.with("metadata.max.age.ms", 1_000, broker.bootstrapServers(), state)
                .ready();
        TopicClient feed = new TopicClient(broker.bootstrapServers(), "grown")) {
      feed.open();
      await().atMost(TIMEOUT).until(() -> feed.decided() == 1);

      for (Topic topic : Topic.values()) {
        admin.createPartitions(Map.of(topic.topicName(), NewPartitions.increaseTo(6))).all().get();
      }

      ApplicationAvailability availability =
          consumer.application().getBean(ApplicationAvailability.class);
      await().atMost(TIMEOUT).until(() -> availability.getLivenessState() == LivenessState.BROKEN);
      assertThat(output.getOut())
          .containsPattern(
              "The service stops: the topics' partition counts differ:.*"
                  + "dateline-consumer-public-changelog=4.*Change the number of partitions");
    }
  }
}
