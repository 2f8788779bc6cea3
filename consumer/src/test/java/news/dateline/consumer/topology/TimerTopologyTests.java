package news.dateline.consumer.topology;

import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.hold;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState.Change;
import news.dateline.events.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimerTopologyTests {
  private static final Instant LATER = NOON.plusSeconds(10);

  private final TopologyFixture topology;

  TimerTopologyTests(@TempDir Path stateDir) {
    topology = new TopologyFixture(stateDir);
    topology.open();
    topology.changes();
    topology.outcomes();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aHeldItemIsOnDeskStateOnlyAndItsOutcomeIsHeld() {
    topology.send("e1", NOON, hold("a", "Secret", LATER));

    assertThat(topology.changes()).isEmpty();
    assertThat(topology.desk()).extracting(DeskState::awaitsRelease).containsExactly(true);
    assertThat(topology.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.HELD);
  }

  @Test
  void aTimerEventIsWrittenWhenATimerIsDue() {
    topology.send("e1", NOON, hold("a", "Secret", LATER));
    topology.advanceWallClock(Duration.ofSeconds(10).minusMillis(1));
    assertThat(topology.timerEvents()).isEmpty();

    topology.advanceWallClock(Duration.ofMillis(1));

    assertThat(topology.timerEvents())
        .singleElement()
        .extracting(it -> EventEnvelope.read(it.key().getBytes(), it.headers(), it.value()).data())
        .isEqualTo(new NewsEvent.TimerDue(LATER));
    assertThat(topology.changes())
        .singleElement()
        .returns(Change.PUBLISHED, change -> ((PublicItem) change).change());
  }

  @Test
  void timersFireInTheOrderInWhichTheyAreDue() {
    topology.send("e1", NOON, hold("a", "Secret", LATER));
    topology.send("e2", NOON, hold("b", "Sooner", LATER.minusSeconds(7)));

    topology.advanceWallClock(Duration.ofSeconds(3));
    assertThat(topology.timerEvents()).hasSize(1);

    topology.advanceWallClock(Duration.ofSeconds(7));
    assertThat(topology.timerEvents()).hasSize(1);
    assertThat(topology.changes())
        .extracting(change -> ((PublicItem) change).item().id().value())
        .containsExactly("b", "a");
  }

  @Test
  void aRetractedItemHasNoTimer() {
    topology.send("e1", NOON, hold("a", "Secret", LATER));
    topology.send("e2", NOON, new NewsEvent.ItemRetracted(new ItemId("a"), "Wrong", null));

    topology.advanceWallClock(Duration.ofSeconds(20));

    assertThat(topology.timerEvents()).isEmpty();
  }

  @Test
  void aHeldEventGetsItsFinalOutcomeWithTheReleaseAndARetryGetsItToo() {
    topology.send("e1", NOON, hold("a", "Secret", LATER));
    topology.advanceWallClock(Duration.ofSeconds(11));
    topology.send("e1", NOON, hold("a", "Secret", LATER));

    assertThat(topology.rawOutcomes())
        .filteredOn(outcome -> outcome.key().equals("e1"))
        .extracting(it -> new String(it.headers().lastHeader("cause").value()))
        .containsExactly("0@1", "0@1", "0@3");
    assertThat(topology.changes()).hasSize(1);
  }

  @Test
  void anyLaterRecordFiresTheTimersThatAreDueBeforeItIsDecided() {
    topology.send("e1", NOON, hold("a", "Secret", LATER));
    topology.send("e2", LATER, publish("b", "Bridge reopens"));

    assertThat(topology.changes())
        .extracting(change -> ((PublicItem) change).item().id().value())
        .containsExactly("a", "b");
  }

  @Test
  void aReplayFiresTimersAtTheSamePlacesInTheLog(@TempDir Path other) {
    topology.send("e1", NOON, hold("a", "Secret", LATER));
    topology.send("e2", LATER.minusMillis(1), publish("b", "Just before"));
    topology.send("e3", LATER.plusSeconds(60), publish("c", "Long after"));
    var live = topology.changes();

    try (TopologyFixture replay = new TopologyFixture(other)) {
      replay.open();
      replay.changes();
      replay.advanceWallClock(Duration.ofDays(30));
      replay.send("e1", NOON, hold("a", "Secret", LATER));
      replay.send("e2", LATER.minusMillis(1), publish("b", "Just before"));
      replay.send("e3", LATER.plusSeconds(60), publish("c", "Long after"));

      assertThat(replay.changes()).isEqualTo(live);
    }
  }

  @Test
  void aSegmentIsRolledOneSegmentTimeAfterARetraction() {
    topology.send("e1", NOON, publish("a", "Bridge reopens"));
    topology.send("e2", NOON, new NewsEvent.ItemRetracted(new ItemId("a"), "Wrong", null));
    topology.changes();

    topology.advanceWallClock(TopologyFixture.SEGMENT);
    assertThat(topology.rawFeedState()).isEmpty();

    topology.advanceWallClock(TopologyFixture.SEGMENT.dividedBy(5));
    assertThat(topology.rawFeedState())
        .singleElement()
        .returns(Topic.SEGMENT_ROLL_KEY, roll -> roll.key())
        .returns(null, roll -> roll.value());

    topology.advanceWallClock(TopologyFixture.SEGMENT.multipliedBy(5));
    assertThat(topology.rawFeedState()).isEmpty();
  }
}
