package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.hold;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Actor;
import news.dateline.events.EventEnvelope;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.RejectionReason;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of the rules while the clock of a broker or of a producer is wrong. */
class RulesTimeTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant AHEAD = NOON.plus(HOUR);
  private static final Instant BEHIND = NOON.minus(HOUR);
  private static final Instant LIMIT = NOON.plusSeconds(30);

  private final TopologyFixture topology;

  RulesTimeTests(@TempDir Path stateDir) {
    topology = new TopologyFixture(stateDir);
    topology.open();
    topology.discardOutput();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void anEventThatTheBrokerStampsAnHourAheadReleasesNothingThatIsDueLaterThanHalfAMinute() {
    topology.send("e1", NOON, hold("soon", "Secret", LIMIT));
    topology.send("e2", NOON, hold("later", "Secret", LIMIT.plusMillis(1)));

    topology.send("e3", AHEAD, NOON, publish("a", "Bridge reopens"));

    assertThat(items()).extracting(item -> item.id().value()).containsExactly("soon", "a");
    topology.advanceWallClock(Duration.ofSeconds(31));
    assertThat(items())
        .singleElement()
        .returns("later", item -> item.id().value())
        .returns(LIMIT.plusMillis(1), Item::publishedAt);
  }

  @Test
  void theTimesOfAnEventThatTheBrokerStampsAnHourAheadAreHalfAMinuteAheadAtMost() {
    topology.send("e1", AHEAD, NOON, publish("a", "Bridge reopens"));
    topology.send("e2", AHEAD, NOON, update("a", "Bridge reopens today"));

    assertThat(items())
        .allSatisfy(item -> assertThat(item.publishedAt()).isEqualTo(LIMIT))
        .last()
        .returns(LIMIT, Item::updatedAt);
  }

  @Test
  void theEventsAfterAJumpAreDecidedAtTheirTimeAndTheTimeNeverStepsBack() {
    topology.send("e1", AHEAD, NOON, publish("a", "First"));
    topology.send("e2", NOON.plusSeconds(10), publish("b", "Second"));
    topology.send("e3", NOON.plusSeconds(40), publish("c", "Third"));

    assertThat(items())
        .extracting(Item::publishedAt)
        .containsExactly(LIMIT, LIMIT, NOON.plusSeconds(40));
  }

  @Test
  void theBrokersTimeCountsIfTheClockOfAProducerIsAhead() {
    Instant broker = NOON.plusSeconds(5);
    topology.send("e1", broker, broker.plus(HOUR), publish("a", "Bridge reopens"));

    assertThat(items()).extracting(Item::publishedAt).containsExactly(broker);
  }

  @Test
  void theTimeStandsStillIfTheClockOfAProducerIsBehind() {
    topology.send("e1", NOON.plusSeconds(5), publish("a", "First"));
    topology.send("e2", NOON.plusSeconds(60), BEHIND, publish("b", "Second"));

    assertThat(items())
        .extracting(Item::publishedAt)
        .containsExactly(NOON.plusSeconds(5), NOON.plusSeconds(5));
  }

  @Test
  void aTimerFiresAtItsTimeIfTheClockOfTheBrokerIsAhead() {
    topology.send("e1", NOON, hold("a", "Secret", LIMIT));

    topology.send("t1", LIMIT.plus(HOUR), LIMIT, new NewsEvent.TimerDue(LIMIT));

    assertThat(items()).extracting(Item::publishedAt).containsExactly(LIMIT);
  }

  @Test
  void aTimerWaitsForTheBrokerIfTheClockOfAConsumerIsAhead() {
    topology.send("e1", NOON, hold("a", "Secret", LIMIT));

    topology.send("t1", LIMIT.minusMillis(1), LIMIT.plus(HOUR), new NewsEvent.TimerDue(LIMIT));
    assertThat(items()).isEmpty();

    topology.send("t2", LIMIT, LIMIT.plus(HOUR), new NewsEvent.TimerDue(LIMIT));
    assertThat(items()).extracting(Item::publishedAt).containsExactly(LIMIT);
  }

  @Test
  void aTimerFiresAlsoIfTheTimeWentAheadBefore() {
    Instant due = AHEAD.plusSeconds(1);
    topology.send("e1", AHEAD, AHEAD, publish("a", "Both clocks are wrong"));
    topology.send("e2", NOON, hold("b", "Secret", due));
    topology.discardOutput();

    topology.advanceWallClock(HOUR);
    assertThat(items()).isEmpty();
    topology.advanceWallClock(Duration.ofSeconds(1));

    assertThat(items()).extracting(Item::publishedAt).containsExactly(due);
  }

  @Test
  void anEventOfAnEarlierBuildIsDecidedAtTheTimeOfTheBroker() {
    EventEnvelope event =
        TopologyFixture.event("e1", NOON, publish("a", "Bridge reopens"), Actor.UNKNOWN);
    Headers headers = event.headers().remove("ce_ruleslevel");

    topology.send(AHEAD, event.key(), event.value(), headers);

    assertThat(items()).extracting(Item::publishedAt).containsExactly(AHEAD);
  }

  @Test
  void theIdsOfEventsAreRememberedIfTheBrokersClockIsAheadByMoreThanTheyAreKept() {
    topology.send("e1", NOON, publish("a", "Bridge reopens"));
    topology.send("e2", NOON, update("a", "Bridge reopens today"));
    topology.send("e3", NOON.plus(Duration.ofDays(9)), NOON, publish("b", "Far ahead"));
    topology.discardOutput();

    topology.send("e2", NOON.plusSeconds(1), update("a", "Bridge reopens today"));

    assertThat(items()).isEmpty();
    assertThat(topology.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1900-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59.999999999Z"
      })
  void anAbsurdTimeOfAProducerNeitherStopsTheFeedNorMovesItsTimeBackOrAhead(String time) {
    topology.send("e1", NOON.plusSeconds(5), Instant.parse(time), publish("a", "Bridge reopens"));

    assertThat(topology.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.ACCEPTED);
    assertThat(items())
        .extracting(Item::publishedAt)
        .allSatisfy(at -> assertThat(at).isBetween(NOON, NOON.plusSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0", "one", ""})
  void anEventOfAnotherLevelOfRulesIsSetAsideAndReleasesNothingEarly(String level) {
    topology.send("e1", NOON, hold("later", "Secret", LIMIT.plusMillis(1)));
    topology.discardOutput();
    EventEnvelope event =
        TopologyFixture.event("e2", NOON, publish("a", "Bridge reopens"), Actor.UNKNOWN);
    Headers headers = event.headers().remove("ce_ruleslevel");

    topology.send(
        AHEAD, event.key(), event.value(), headers.add("ce_ruleslevel", level.getBytes(UTF_8)));

    assertThat(topology.outcomes())
        .extracting(Outcome::reason)
        .containsExactly(RejectionReason.UNREADABLE);
    assertThat(items()).isEmpty();
  }

  private static NewsEvent update(String id, String title) {
    return new NewsEvent.ItemUpdated(new ItemId(id), ItemContent.titled(title), null, false);
  }

  private List<Item> items() {
    return topology.changes().stream().map(change -> ((PublicItem) change).item()).toList();
  }
}
