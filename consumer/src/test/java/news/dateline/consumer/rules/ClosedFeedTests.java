package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;

class ClosedFeedTests {
  private final RulesHarness harness = RulesHarness.open();

  ClosedFeedTests() {
    harness.publish("a", titled("Bridge reopens"));
    harness.publish("b", titled("Ferry afloat"));
    harness.breaking("a", "2025-02-04T13:00:00Z");
    harness.handle(new NewsEvent.FeedClosed());
  }

  @Test
  void closingIsAChangeOfTheFeedItself() {
    assertThat(harness.changesFrom(5)).containsExactly("closed");
    assertThat(harness.state().feed(RulesHarness.WORLD).orElseThrow().status())
        .isEqualTo(PublicFeed.Status.CLOSED);
    assertThat(harness.handle(new NewsEvent.FeedClosed()).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void aClosedFeedAcceptsCorrectionsAndRetractions() {
    assertThat(harness.correct("a", "Friday", titled("Bridge")).lastSeq()).isEqualTo(6);
    assertThat(harness.retract("b", "Wrong ferry").lastSeq()).isEqualTo(7);
  }

  @Test
  void aClosedFeedRejectsAllOtherEvents() {
    assertThat(harness.publish("c", titled("New")).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(harness.update("a", titled("New")).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(harness.pin("a").reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(harness.handle(new NewsEvent.PinRemoved()).reason())
        .isEqualTo(RejectionReason.CLOSED);
    assertThat(harness.breaking("b", null).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(
            harness
                .handle(new NewsEvent.ItemImported(new ItemId("a"), titled("New"), null))
                .reason())
        .isEqualTo(RejectionReason.CLOSED);
    assertThat(
            harness
                .handle(new NewsEvent.FeedDefined(RulesHarness.settings("Other", "Europe/Kyiv")))
                .reason())
        .isEqualTo(RejectionReason.CLOSED);
  }

  @Test
  void breakingNewsEndsInAClosedFeedToo() {
    harness.advanceTo("2025-02-04T13:00:00Z");

    assertThat(harness.item("a").breaking()).isNull();
  }
}
