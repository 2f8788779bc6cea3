package news.dateline.consumer.topology;

import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.hold;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Right;
import news.dateline.events.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTopologyTests {
  private static final Actor NEW = new Actor(new IdentityId("new"), Set.of(Right.SUBMIT));
  private static final Actor EDITOR = new Actor(new IdentityId("ed"), Role.EDITOR.rights());

  @TempDir Path stateDir;
  private TopologyFixture topology;

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDir);
    topology.open();
    topology.discardOutput();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aSubmittedItemIsOnDeskStateOnlyUntilItsRelease() {
    topology.send("e1", NOON, publish("a", "Secret"), NEW);

    assertThat(topology.changes()).isEmpty();
    assertThat(topology.desk())
        .extracting(DeskState::status)
        .containsExactly(DeskState.Status.SUBMITTED);

    topology.evictCaches();
    topology.discardOutput();
    topology.send("e2", NOON, new NewsEvent.ItemReleased(new ItemId("a"), 1), EDITOR);

    assertThat(topology.changes()).singleElement().extracting(PublicState::seq).isEqualTo(503L);
    assertThat(topology.outcomes())
        .extracting(outcome -> outcome.eventId() + " " + outcome.status())
        .containsExactly("e1 ACCEPTED", "e2 ACCEPTED");
    assertThat(topology.desk())
        .singleElement()
        .returns(DeskState.Status.PUBLISHED, DeskState::status)
        .returns(NEW.id(), DeskState::owner);
  }

  @Test
  void noRecordOfAnItemNamesItsOwnerInPublic() {
    topology.send("e1", NOON, publish("a", "News"), EDITOR);

    assertThat(topology.rawFeedState())
        .singleElement()
        .satisfies(
            entry -> assertThat(new String(entry.value())).doesNotContain("\"ed\"", "owner"));
  }

  @Test
  void anEmbargoOfASubmittedItemStartsNoTimer() {
    topology.send("e1", NOON, hold("a", "Secret", NOON.plusSeconds(10)), NEW);
    topology.advanceWallClock(Duration.ofSeconds(20));

    assertThat(topology.timerEvents()).isEmpty();
    assertThat(topology.changes()).isEmpty();
  }

  @Test
  void anEventWithoutARightHasAnOutcomeAndNoOtherEffect() {
    topology.send("e1", NOON, new NewsEvent.FeedClosed(), EDITOR);

    assertThat(topology.changes()).isEmpty();
    assertThat(topology.desk()).isEmpty();
    assertThat(topology.outcomes())
        .singleElement()
        .returns(Outcome.Status.REJECTED, Outcome::status)
        .returns(Right.ADMINISTER, Outcome::right);
  }
}
