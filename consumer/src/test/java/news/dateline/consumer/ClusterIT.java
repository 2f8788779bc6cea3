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

/** Two consumers share the feeds. No seq changes when Kafka moves a feed between them. */
@Tag("docker")
class ClusterIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int FEEDS = 8;

  private final List<TopicClient> feeds = new ArrayList<>();
  private final List<JavaProcess> consumers = new ArrayList<>();
  private final String kafka = TestBroker.shared().bootstrapServers();

  @Test
  void aFeedKeepsItsSeqsWhenAnInstanceJoinsAndWhenOneDies(@TempDir Path directory) {
    IntStream.range(0, FEEDS).forEach(i -> feeds.add(new TopicClient(kafka, "cluster-" + i)));
    JavaProcess first = start("one", directory);
    feeds.forEach(TopicClient::open);
    publish(feeds, 1);

    start("two", directory);
    publish(feeds, 2);
    Instant embargo = Instant.now().plusSeconds(4);
    feeds.forEach(feed -> feed.send("held", hold(embargo)));
    await().atMost(TIMEOUT).until(() -> feeds.stream().allMatch(feed -> feed.decided() == 4));

    first.kill();
    publish(feeds, 3);
    await()
        .atMost(TIMEOUT)
        .until(() -> feeds.stream().allMatch(feed -> feed.changes().size() == 5));

    for (TopicClient feed : feeds) {
      assertThat(feed.changes())
          .extracting(PublicState::seq)
          .isEqualTo(LongStream.rangeClosed(1, 5).boxed().toList());
      assertThat(feed.changes())
          .extracting(PublicState::epoch)
          .containsOnly(feed.changes().get(0).epoch());
    }
  }

  @AfterEach
  void close() {
    feeds.forEach(TopicClient::close);
    consumers.forEach(JavaProcess::close);
  }

  private JavaProcess start(String instance, Path directory) {
    JavaProcess consumer =
        ConsumerProcess.start(
            kafka, instance, directory, "--dateline.consumer.num-standby-replicas=1");
    consumers.add(consumer);
    return consumer;
  }

  private void publish(List<TopicClient> feeds, int number) {
    NewsEvent item = new NewsEvent.ItemPublished(new ItemId("item-" + number), titled("News"));
    feeds.forEach(feed -> feed.send("e" + number, item));
    await()
        .atMost(TIMEOUT)
        .until(() -> feeds.stream().noneMatch(feed -> feed.outcomes("e" + number).isEmpty()));
  }

  private static NewsEvent hold(Instant until) {
    return new NewsEvent.ItemPublished(new ItemId("held"), titled("Secret").withTimes(null, until));
  }
}
