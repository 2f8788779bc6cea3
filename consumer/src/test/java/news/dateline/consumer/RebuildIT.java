package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("docker")
@ExtendWith(OutputCaptureExtension.class)
class RebuildIT extends RebuildFixture {
  @Test
  void aRebuildSendsTheItemsFirstAndTheRecordOfTheirFeedLast() throws Exception {
    decide(publishes(20));
    long events = count(Topic.NEWS_EVENTS);
    long outcomes = count(Topic.NEWS_OUTCOMES);

    rebuild(decided -> {});

    assertRebuilt();
    assertThat(count(Topic.NEWS_EVENTS)).isEqualTo(events);
    assertThat(count(Topic.NEWS_OUTCOMES)).isEqualTo(outcomes);
    assertThat(generations()).containsExactly("dateline-consumer-2");
  }

  @Test
  void anEventThatNoConsumerHadDecidedIsDecidedAfterTheRebuildWithItsOutcome() throws Exception {
    decide(publishes(20));
    feed().send("late", publish("late"));
    await().atMost(TIMEOUT).until(() -> count(Topic.NEWS_EVENTS) == 22);

    rebuild(decided -> {});
    decide(Map.of());

    assertRebuilt();
    assertThat(feed().outcomes("late"))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.ACCEPTED);
    assertThat(feed().outcomes("e7")).hasSize(1);
  }

  @Test
  void aConsumerThatStartsDuringARebuildWaitsUntilAllEventsAreDecided(
      @TempDir Path otherState, CapturedOutput output) throws Exception {
    decide(publishes(20));
    AtomicReference<RunningConsumer> started = new AtomicReference<>();

    try {
      rebuild(
          decided -> {
            if (started.get() == null) {
              started.set(startThatWaits(otherState, output));
            }
          });
    } catch (RebuildFailedException e) {
      // once all events are decided, the consumer may be the first to publish the generation
      assertThat(e).hasMessageContaining("is running: stop the service first");
    }

    try (RunningConsumer consumer = started.get().ready()) {
      assertRebuilt();
      assertThatThrownBy(() -> rebuild(decided -> {}))
          .isInstanceOf(RebuildFailedException.class)
          .hasMessageContaining("is running: stop the service first");
      assertThat(consumer.readiness()).isEqualTo(Status.UP);
    }
    assertThat(generations()).containsExactly("dateline-consumer-2");
  }

  private RunningConsumer startThatWaits(Path otherState, CapturedOutput output) {
    RunningConsumer consumer = RunningConsumer.start(kafka(), otherState);
    await()
        .atMost(TIMEOUT)
        .until(() -> output.getOut().contains("The start waits until a rebuild"));
    assertThat(consumer.readiness()).isNotEqualTo(Status.UP);
    assertThat(epochs()).hasSize(1);
    return consumer;
  }

  @Test
  void aRebuildWithoutAnyStateDecidesTheWholeLog() throws Exception {
    decide(publishes(20));
    try (Admin admin = admin()) {
      // The consumer stays a member until its session times out.
      await()
          .atMost(TIMEOUT)
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

    rebuild(decided -> {});

    assertRebuilt();
    assertThat(generations()).containsExactly("dateline-consumer-2");
  }

  @Test
  void aTimerThatIsDueDuringARebuildFiresInTheService() throws Exception {
    Instant release = Instant.now().plusSeconds(15);
    decide(
        Map.of(
            "held",
            new NewsEvent.ItemPublished(
                new ItemId("held"), titled("Secret").withTimes(null, release))));
    await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(release));
    long events = count(Topic.NEWS_EVENTS);
    assertThat(events).isEqualTo(2);

    assertThatThrownBy(() -> rebuild(stopWhen(decided -> decided == events)))
        .isInstanceOf(Stopped.class);
    assertThat(count(Topic.NEWS_EVENTS)).isEqualTo(events);

    try (RunningConsumer consumer = RunningConsumer.start(kafka(), state).ready()) {
      // the record of the feed, of seq 1, may come after the item if the timer fires early
      await()
          .atMost(TIMEOUT)
          .until(() -> feed().changes().stream().anyMatch(change -> change.seq() == 2));
    }
    assertThat(feed().outcomes("held"))
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.HELD, Outcome.Status.ACCEPTED);
  }
}
