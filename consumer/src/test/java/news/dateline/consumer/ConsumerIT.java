package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class ConsumerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String kafka = TestBroker.shared().bootstrapServers();

  @Test
  void aFeedContinuesAfterARestartWithoutItsStateDirectory(
      @TempDir Path first, @TempDir Path second) {
    try (TopicClient feed = new TopicClient(kafka, "restart")) {
      try (RunningConsumer consumer = RunningConsumer.start(kafka, first).ready()) {
        feed.open();
        feed.send("e1", publish("a"));
        await().atMost(TIMEOUT).until(() -> feed.changes().size() == 2);
      }
      try (RunningConsumer consumer = RunningConsumer.start(kafka, second).ready()) {
        feed.send("e1", publish("a"));
        feed.send("e2", publish("b"));
        await().atMost(TIMEOUT).until(() -> feed.changes().size() == 3);

        assertThat(feed.outcomes("e1")).hasSize(2).containsOnly(feed.outcomes("e1").get(0));
      }

      assertThat(feed.changes()).extracting(PublicState::seq).containsExactly(1L, 2L, 3L);
      assertThat(feed.changes())
          .extracting(PublicState::epoch)
          .containsOnly(feed.changes().get(0).epoch());
    }
  }

  @Test
  void theChangelogsHaveTheNamesOfExistingData(@TempDir Path state) throws Exception {
    try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      assertThat(admin.listTopics().names().get())
          .filteredOn(topic -> topic.startsWith("dateline-consumer-"))
          .containsExactlyInAnyOrder(
              "dateline-consumer-public-changelog",
              "dateline-consumer-desk-changelog",
              "dateline-consumer-positions-changelog",
              "dateline-consumer-pins-changelog",
              "dateline-consumer-timers-changelog",
              "dateline-consumer-erasures-changelog",
              "dateline-consumer-decided-changelog");
    }
  }

  @Test
  void anIdleConsumerCommitsNothing(@TempDir Path state) {
    try (TopicClient feed = new TopicClient(kafka, "quiet");
        RunningConsumer consumer = RunningConsumer.start(kafka, state).ready()) {
      feed.open();
      feed.send("e1", hold("later", Instant.now().plusSeconds(3600)));
      await().atMost(TIMEOUT).until(() -> feed.decided() == 2);

      AtomicLong seen = new AtomicLong();
      await()
          .atMost(TIMEOUT)
          .during(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                long commits = feed.commits();
                return commits == seen.getAndSet(commits);
              });
    }
  }

  @Test
  void aHeldItemIsReleasedAtItsTimeOrAtTheNextStart(@TempDir Path state) {
    try (TopicClient feed = new TopicClient(kafka, "held")) {
      Instant last;
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready()) {
        feed.open();
        last = Instant.now().plusSeconds(4);
        Instant soon = Instant.now().plusSeconds(1);
        feed.send("e1", hold("soon", soon));
        feed.send("e2", hold("later", Instant.now().plusSeconds(3)));
        feed.send("e3", hold("much-later", last));
        await().atMost(TIMEOUT).until(() -> feed.changes().size() == 2);

        assertThat(feed.seenAt(2)).isAfter(soon);
        assertThat(feed.outcomes("e1"))
            .extracting(Outcome::status)
            .containsExactly(Outcome.Status.HELD, Outcome.Status.ACCEPTED);
      }
      await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(last));
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state)) {
        await().atMost(TIMEOUT).until(() -> feed.changes().size() == 4);
      }

      assertThat(feed.changes().stream().skip(1))
          .extracting(change -> ((PublicItem) change).item().id().value())
          .containsExactly("soon", "later", "much-later");
    }
  }

  @Test
  void ofTwoUpdatesOfTheSameVersionExactlyOneSucceeds(@TempDir Path state) {
    try (TopicClient feed = new TopicClient(kafka, "conflict");
        RunningConsumer consumer = RunningConsumer.start(kafka, state).ready()) {
      feed.open();
      feed.send("e0", publish("a"));
      feed.send("ann", new NewsEvent.ItemUpdated(new ItemId("a"), titled("Ann's"), 1, false));
      feed.send("bob", new NewsEvent.ItemUpdated(new ItemId("a"), titled("Bob's"), 1, false));
      await().atMost(TIMEOUT).until(() -> feed.decided() == 4);

      assertThat(feed.outcomes("ann").get(0).status()).isEqualTo(Outcome.Status.ACCEPTED);
      assertThat(feed.outcomes("bob").get(0)).returns(2, Outcome::version);
      assertThat(feed.outcomes("bob").get(0).reason()).hasToString("VERSION_CONFLICT");
    }
  }

  @Test
  void whatAStalledProducerPolledIsRejectedAlsoAfterARestart(
      @TempDir Path first, @TempDir Path second) {
    try (TopicClient feed = new TopicClient(kafka, "polled")) {
      try (RunningConsumer consumer = RunningConsumer.start(kafka, first).ready()) {
        feed.open();
        feed.send("new", polled("d2", "Bridge reopens", 7));
        await().atMost(TIMEOUT).until(() -> feed.decided() == 2);
      }
      try (RunningConsumer consumer = RunningConsumer.start(kafka, second).ready()) {
        feed.send("stalled", polled("d1", "Bridge closes", 6));
        feed.send("next", polled("d3", "Bridge reopens late", 7));
        await().atMost(TIMEOUT).until(() -> feed.decided() == 4);
      }

      assertThat(feed.outcomes("stalled").get(0).reason()).hasToString("STALE_GENERATION");
      assertThat(feed.outcomes("next").get(0).version()).isEqualTo(2);
    }
  }

  private static NewsEvent polled(String digest, String title, long generation) {
    ItemId id = new ItemId("a");
    return new NewsEvent.ItemImported(
        id, titled(title), null, "wire", "a", digest, List.of(id), null, generation);
  }

  private static NewsEvent publish(String id) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Bridge reopens"));
  }

  private static NewsEvent hold(String id, Instant until) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Secret").withTimes(null, until));
  }
}
