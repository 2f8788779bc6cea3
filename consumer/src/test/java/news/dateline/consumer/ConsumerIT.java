package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class ConsumerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String kafka = TestBroker.shared().bootstrapServers();

  @Test
  void theFeedGoesOnWhereItWasAfterARestartWithItsStateLost(
      @TempDir Path first, @TempDir Path second) {
    try (TopicClient log = new TopicClient(kafka, "restart")) {
      try (RunningConsumer consumer = RunningConsumer.start(kafka, first).ready()) {
        log.open();
        log.send("e1", publish("a"));
        await().atMost(TIMEOUT).until(() -> log.changes().size() == 2);
      }
      try (RunningConsumer consumer = RunningConsumer.start(kafka, second).ready()) {
        log.send("e1", publish("a"));
        log.send("e2", publish("b"));
        await().atMost(TIMEOUT).until(() -> log.changes().size() == 3);

        assertThat(log.outcomes("e1")).hasSize(2).containsOnly(log.outcomes("e1").get(0));
      }

      assertThat(log.changes()).extracting(PublicState::seq).containsExactly(1L, 2L, 3L);
      assertThat(log.changes())
          .extracting(PublicState::epoch)
          .containsOnly(log.changes().get(0).epoch());
    }
  }

  @Test
  void nothingIsCommittedWhileNothingHappens(@TempDir Path state) {
    try (TopicClient log = new TopicClient(kafka, "quiet");
        RunningConsumer consumer = RunningConsumer.start(kafka, state).ready()) {
      log.open();
      log.send("e1", hold("later", Instant.now().plusSeconds(3600)));
      await().atMost(TIMEOUT).until(() -> log.decided() == 2);

      AtomicLong seen = new AtomicLong();
      await()
          .atMost(TIMEOUT)
          .during(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                long commits = log.commits();
                return commits == seen.getAndSet(commits);
              });
    }
  }

  @Test
  void aHeldItemIsReleasedAtItsTimeAndOneWhoseTimePassedMeanwhileAtTheNextStart(
      @TempDir Path state) {
    try (TopicClient log = new TopicClient(kafka, "held")) {
      Instant last;
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready()) {
        log.open();
        last = Instant.now().plusSeconds(4);
        Instant soon = Instant.now().plusSeconds(1);
        log.send("e1", hold("soon", soon));
        log.send("e2", hold("later", Instant.now().plusSeconds(3)));
        log.send("e3", hold("much-later", last));
        await().atMost(TIMEOUT).until(() -> log.changes().size() == 2);

        assertThat(log.seenAt(2)).isAfter(soon);
        assertThat(log.outcomes("e1"))
            .extracting(Outcome::status)
            .containsExactly(Outcome.Status.HELD, Outcome.Status.ACCEPTED);
      }
      await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(last));
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state)) {
        await().atMost(TIMEOUT).until(() -> log.changes().size() == 4);
      }

      assertThat(log.changes().stream().skip(1))
          .extracting(change -> ((PublicItem) change).item().id().value())
          .containsExactly("soon", "later", "much-later");
    }
  }

  @Test
  void ofTwoEditorsSavingAtOnceExactlyOneWins(@TempDir Path state) {
    try (TopicClient log = new TopicClient(kafka, "conflict");
        RunningConsumer consumer = RunningConsumer.start(kafka, state).ready()) {
      log.open();
      log.send("e0", publish("a"));
      log.send("ann", new NewsEvent.ItemUpdated(new ItemId("a"), titled("Ann's"), 1, false));
      log.send("bob", new NewsEvent.ItemUpdated(new ItemId("a"), titled("Bob's"), 1, false));
      await().atMost(TIMEOUT).until(() -> log.decided() == 4);

      assertThat(log.outcomes("ann").get(0).status()).isEqualTo(Outcome.Status.ACCEPTED);
      assertThat(log.outcomes("bob").get(0)).returns(2, Outcome::version);
      assertThat(log.outcomes("bob").get(0).reason()).hasToString("VERSION_CONFLICT");
    }
  }

  private static NewsEvent publish(String id) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Bridge reopens"));
  }

  private static NewsEvent hold(String id, Instant until) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Secret").timed(null, until));
  }
}
