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
  private final RulesHarness newsroom = RulesHarness.open();

  PinAndBreakingTests() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.publish("b", titled("Ferry afloat"));
  }

  @Test
  void aFeedHasOnePinAndMovingItIsTwoChanges() {
    newsroom.pin("a");
    Outcome outcome = newsroom.pin("b");

    assertThat(newsroom.changesFrom(4)).containsExactly("pinned a", "unpinned a", "pinned b");
    assertThat(outcome).returns(5L, Outcome::firstSeq).returns(6L, Outcome::lastSeq);
    assertThat(newsroom.item("a").onTop()).isFalse();
    assertThat(newsroom.item("b").onTop()).isTrue();
  }

  @Test
  void aPinThatIsThereIsUnchangedAndSoIsNone() {
    assertThat(newsroom.act(new PinRemoved()).status()).isEqualTo(Outcome.Status.UNCHANGED);
    newsroom.pin("a");
    assertThat(newsroom.pin("a").status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(newsroom.act(new PinRemoved()).item()).isEqualTo(new ItemId("a"));
    assertThat(newsroom.item("a").onTop()).isFalse();
  }

  @Test
  void anUpdateKeepsThePinAndTheBreakingNews() {
    newsroom.pin("a");
    newsroom.breaking("a", "2025-02-04T13:00:00Z");
    newsroom.update("a", titled("Bridge reopens early"));

    assertThat(newsroom.item("a").onTop()).isTrue();
    assertThat(newsroom.item("a").breaking()).isNotNull();
  }

  @Test
  void marksRaiseNoVersionSoTheyNeverCauseAConflict() {
    newsroom.pin("a");
    newsroom.breaking("a", "2025-02-04T13:00:00Z");
    newsroom.passes("2025-02-04T13:00:00Z");

    Outcome saved = newsroom.act(new ItemUpdated(new ItemId("a"), titled("Saved"), 1, false));

    assertThat(saved.version()).isEqualTo(2);
  }

  @Test
  void breakingNewsEndsByItselfAndThatIsAChange() {
    newsroom.breaking("a", "2025-02-04T13:00:00Z");
    newsroom.passes("2025-02-04T12:59:59.999Z");
    assertThat(newsroom.item("a").breaking()).isNotNull();

    newsroom.passes("2025-02-04T13:00:00Z");
    assertThat(newsroom.item("a").breaking()).isNull();
    assertThat(newsroom.changesFrom(5)).containsExactly("breaking-ended a");
  }

  @Test
  void breakingNewsEndsByAnEventToo() {
    newsroom.breaking("a", null);
    assertThat(newsroom.item("a").breaking())
        .isEqualTo(new Breaking(Breaking.Level.MAJOR, Instant.parse("2025-02-04T13:00:00Z")));

    assertThat(newsroom.act(new BreakingEnded(new ItemId("a"))).lastSeq()).isEqualTo(5);
    assertThat(newsroom.act(new BreakingEnded(new ItemId("a"))).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(newsroom.timers()).isEmpty();
  }

  @Test
  void anotherEndReplacesTheTimer() {
    newsroom.breaking("a", "2025-02-04T13:00:00Z");
    newsroom.breaking("a", "2025-02-04T14:00:00Z");
    newsroom.passes("2025-02-04T13:30:00Z");

    assertThat(newsroom.item("a").breaking()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-02-04T12:00:00Z", "2025-02-11T12:00:00.001Z"})
  void breakingNewsEndsWithinSevenDays(String until) {
    assertThat(newsroom.breaking("a", until).reason())
        .isEqualTo(RejectionReason.UNTIL_OUT_OF_RANGE);
  }

  @Test
  void timersFireInTheOrderInWhichTheyAreDue() {
    newsroom.breaking("b", "2025-02-04T12:30:00Z");
    newsroom.breaking("a", "2025-02-04T12:20:00Z");
    newsroom.hold("c", "Secret", "2025-02-04T12:25:00Z");
    newsroom.passes("2025-02-04T18:00:00Z");

    assertThat(newsroom.changesFrom(6))
        .containsExactly("breaking-ended a", "published c", "breaking-ended b");
  }

  @Test
  void whatIsNotPublicCannotBeMarked() {
    newsroom.hold("c", "Secret", "2025-02-04T13:00:00Z");

    assertThat(newsroom.pin("c").reason()).isEqualTo(RejectionReason.HELD);
    assertThat(newsroom.breaking("c", null).reason()).isEqualTo(RejectionReason.HELD);
    assertThat(newsroom.pin("none").reason()).isEqualTo(RejectionReason.NO_ITEM);
  }
}
