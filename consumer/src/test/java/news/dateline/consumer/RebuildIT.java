package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class RebuildIT {
  @TempDir Path state;
  private RebuildFixture rebuilt;

  @BeforeEach
  void start() {
    rebuilt = new RebuildFixture(state);
  }

  @AfterEach
  void close() {
    rebuilt.close();
  }

  @Test
  void aRebuildSendsTheItemsFirstAndTheRecordOfTheirFeedLast() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(20));
    long events = rebuilt.count(Topic.NEWS_EVENTS);
    long outcomes = rebuilt.count(Topic.NEWS_OUTCOMES);

    rebuilt.rebuild(decided -> {});

    rebuilt.assertRebuilt();
    assertThat(rebuilt.count(Topic.NEWS_EVENTS)).isEqualTo(events);
    assertThat(rebuilt.count(Topic.NEWS_OUTCOMES)).isEqualTo(outcomes);
    assertThat(rebuilt.generations()).containsExactly("dateline-consumer-2");
  }

  @Test
  void anEventThatNoConsumerHadDecidedIsDecidedAfterTheRebuildWithItsOutcome() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(20));
    rebuilt.feed().send("late", RebuildFixture.publish("late"));
    await().atMost(RebuildFixture.TIMEOUT).until(() -> rebuilt.count(Topic.NEWS_EVENTS) == 22);

    rebuilt.rebuild(decided -> {});
    rebuilt.decide(Map.of());

    rebuilt.assertRebuilt();
    assertThat(rebuilt.feed().outcomes("late"))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.ACCEPTED);
    assertThat(rebuilt.feed().outcomes("e7")).hasSize(1);
  }

  @Test
  void aRebuildWithoutAnyStateDecidesTheWholeLog() throws Exception {
    rebuilt.decide(RebuildFixture.publishes(20));
    try (Admin admin = rebuilt.admin()) {
      // The consumer stays a member until its session times out.
      await()
          .atMost(RebuildFixture.TIMEOUT)
          .ignoreExceptions()
          .untilAsserted(
              () -> admin.deleteConsumerGroups(List.of("dateline-consumer")).all().get());
      admin
          .deleteTopics(
              admin.listTopics().names().get().stream()
                  .filter(topic -> topic.endsWith("-changelog"))
                  .toList())
          .all()
          .get();
    }

    rebuilt.rebuild(decided -> {});

    rebuilt.assertRebuilt();
    assertThat(rebuilt.generations()).containsExactly("dateline-consumer-2");
  }

  @Test
  void aTimerThatIsDueDuringARebuildFiresInTheService() throws Exception {
    Instant release = Instant.now().plusSeconds(15);
    rebuilt.decide(
        Map.of(
            "held",
            new NewsEvent.ItemPublished(
                new ItemId("held"), titled("Secret").withTimes(null, release))));
    await().atMost(RebuildFixture.TIMEOUT).until(() -> Instant.now().isAfter(release));
    long events = rebuilt.count(Topic.NEWS_EVENTS);
    assertThat(events).isEqualTo(2);

    assertThatThrownBy(() -> rebuilt.rebuild(RebuildFixture.stopWhen(decided -> decided == events)))
        .isInstanceOf(RebuildFixture.Stopped.class);
    assertThat(rebuilt.count(Topic.NEWS_EVENTS)).isEqualTo(events);

    try (RunningConsumer consumer = RunningConsumer.start(rebuilt.kafka(), state).ready()) {
      await().atMost(RebuildFixture.TIMEOUT).until(() -> rebuilt.last().seq() == 2);
    }
    assertThat(rebuilt.feed().outcomes("held"))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.HELD, Outcome.Status.ACCEPTED);
  }
}
