package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicState;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several consumers share the feeds: Kafka moves them, and no number changes by it. */
@Tag("docker")
class ClusterIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int FEEDS = 8;

  private final List<TopicClient> logs = new ArrayList<>();
  private final List<JavaProcess> consumers = new ArrayList<>();
  private final String kafka = TestBroker.shared().bootstrapServers();

  @Test
  void feedsMoveWhenAnInstanceComesAndWhenOneDiesAndGoOnWithTheirNumbers(@TempDir Path directory) {
    IntStream.range(0, FEEDS).forEach(i -> logs.add(new TopicClient(kafka, "cluster-" + i)));
    JavaProcess first = start("one", directory);
    logs.forEach(TopicClient::open);
    publish(logs, 1);

    start("two", directory);
    publish(logs, 2);
    Instant embargo = Instant.now().plusSeconds(4);
    logs.forEach(log -> log.send("held", hold(embargo)));
    await().atMost(TIMEOUT).until(() -> logs.stream().allMatch(log -> log.decided() == 4));

    first.kill();
    publish(logs, 3);
    await().atMost(TIMEOUT).until(() -> logs.stream().allMatch(log -> log.changes().size() == 5));

    for (TopicClient log : logs) {
      assertThat(log.changes())
          .extracting(PublicState::seq)
          .isEqualTo(LongStream.rangeClosed(1, 5).boxed().toList());
      assertThat(log.changes())
          .extracting(PublicState::epoch)
          .containsOnly(log.changes().get(0).epoch());
    }
  }

  @AfterEach
  void close() {
    logs.forEach(TopicClient::close);
    consumers.forEach(JavaProcess::close);
  }

  private JavaProcess start(String instance, Path directory) {
    JavaProcess consumer =
        ConsumerProcess.start(kafka, instance, directory, "--dateline.consumer.num-standby-replicas=1");
    consumers.add(consumer);
    return consumer;
  }

  private void publish(List<TopicClient> logs, int number) {
    NewsEvent item = new NewsEvent.ItemPublished(new ItemId("item-" + number), titled("News"));
    logs.forEach(log -> log.send("e" + number, item));
    await()
        .atMost(TIMEOUT)
        .until(() -> logs.stream().noneMatch(log -> log.outcomes("e" + number).isEmpty()));
  }

  private static NewsEvent hold(Instant until) {
    return new NewsEvent.ItemPublished(new ItemId("held"), titled("Secret").timed(null, until));
  }
}
