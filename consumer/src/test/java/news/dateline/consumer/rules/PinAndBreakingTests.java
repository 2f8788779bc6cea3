package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.Breaking;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.BreakingEnded;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.NewsEvent.PinRemoved;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinAndBreakingTests {
  private final RulesHarness harness = RulesHarness.open();

  PinAndBreakingTests() {
    harness.publish("a", titled("Bridge reopens"));
    harness.publish("b", titled("Ferry afloat"));
  }

  @Test
  void aFeedHasOnePinAndMovingItIsTwoChanges() {
    harness.pin("a");
    Outcome outcome = harness.pin("b");

    assertThat(harness.changesFrom(4)).containsExactly("pinned a", "unpinned a", "pinned b");
    assertThat(outcome).returns(5L, Outcome::firstSeq).returns(6L, Outcome::lastSeq);
    assertThat(harness.item("a").hasPin()).isFalse();
    assertThat(harness.item("b").hasPin()).isTrue();
  }

  @Test
  void pinningAPinnedItemAndUnpinningWithoutAPinChangeNothing() {
    assertThat(harness.handle(new PinRemoved()).status()).isEqualTo(Outcome.Status.UNCHANGED);
    harness.pin("a");
    assertThat(harness.pin("a").status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(new PinRemoved()).item()).isEqualTo(new ItemId("a"));
    assertThat(harness.item("a").hasPin()).isFalse();
  }

  @Test
  void anUpdateKeepsThePinAndTheBreakingNews() {
    harness.pin("a");
    harness.breaking("a", "2025-02-04T13:00:00Z");
    harness.update("a", titled("Bridge reopens early"));

    assertThat(harness.item("a").hasPin()).isTrue();
    assertThat(harness.item("a").breaking()).isNotNull();
  }

  @Test
  void pinAndBreakingNewsRaiseNoVersionAndCauseNoConflict() {
    harness.pin("a");
    harness.breaking("a", "2025-02-04T13:00:00Z");
    harness.advanceTo("2025-02-04T13:00:00Z");

    Outcome saved = harness.handle(new ItemUpdated(new ItemId("a"), titled("Saved"), 1, false));

    assertThat(saved.version()).isEqualTo(2);
  }

  @Test
  void breakingNewsEndsAtItsTimeWithAChange() {
    harness.breaking("a", "2025-02-04T13:00:00Z");
    harness.advanceTo("2025-02-04T12:59:59.999Z");
    assertThat(harness.item("a").breaking()).isNotNull();

    harness.advanceTo("2025-02-04T13:00:00Z");
    assertThat(harness.item("a").breaking()).isNull();
    assertThat(harness.changesFrom(5)).containsExactly("breaking-ended a");
  }

  @Test
  void breakingNewsEndsByAnEvent() {
    harness.breaking("a", null);
    assertThat(harness.item("a").breaking())
        .isEqualTo(new Breaking(Breaking.Level.MAJOR, Instant.parse("2025-02-04T13:00:00Z")));

    assertThat(harness.handle(new BreakingEnded(new ItemId("a"))).lastSeq()).isEqualTo(5);
    assertThat(harness.handle(new BreakingEnded(new ItemId("a"))).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.timers()).isEmpty();
  }

  @Test
  void anotherEndReplacesTheTimer() {
    harness.breaking("a", "2025-02-04T13:00:00Z");
    harness.breaking("a", "2025-02-04T14:00:00Z");
    harness.advanceTo("2025-02-04T13:30:00Z");

    assertThat(harness.item("a").breaking()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-02-04T12:00:00Z", "2025-02-11T12:00:00.001Z"})
  void breakingNewsEndsWithinSevenDays(String until) {
    assertThat(harness.breaking("a", until).reason()).isEqualTo(RejectionReason.UNTIL_OUT_OF_RANGE);
  }

  @Test
  void timersFireInTheOrderInWhichTheyAreDue() {
    harness.breaking("b", "2025-02-04T12:30:00Z");
    harness.breaking("a", "2025-02-04T12:20:00Z");
    harness.hold("c", "Secret", "2025-02-04T12:25:00Z");
    harness.advanceTo("2025-02-04T18:00:00Z");

    assertThat(harness.changesFrom(6))
        .containsExactly("breaking-ended a", "published c", "breaking-ended b");
  }

  @Test
  void anItemThatIsNotPublicCannotBePinnedOrBreaking() {
    harness.hold("c", "Secret", "2025-02-04T13:00:00Z");

    assertThat(harness.pin("c").reason()).isEqualTo(RejectionReason.HELD);
    assertThat(harness.breaking("c", null).reason()).isEqualTo(RejectionReason.HELD);
    assertThat(harness.pin("none").reason()).isEqualTo(RejectionReason.NO_ITEM);
  }
}
