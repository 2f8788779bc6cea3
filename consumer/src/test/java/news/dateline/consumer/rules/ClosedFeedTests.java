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
  private final RulesHarness newsroom = RulesHarness.open();

  ClosedFeedTests() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.publish("b", titled("Ferry afloat"));
    newsroom.breaking("a", "2025-02-04T13:00:00Z");
    newsroom.act(new NewsEvent.FeedClosed());
  }

  @Test
  void closingIsAChangeOfTheFeedItself() {
    assertThat(newsroom.changesFrom(5)).containsExactly("closed");
    assertThat(newsroom.state().feed(RulesHarness.WORLD).orElseThrow().status())
        .isEqualTo(PublicFeed.Status.CLOSED);
    assertThat(newsroom.act(new NewsEvent.FeedClosed()).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void itTakesCorrectionsAndRetractions() {
    assertThat(newsroom.correct("a", "Friday", titled("Bridge")).lastSeq()).isEqualTo(6);
    assertThat(newsroom.retract("b", "Wrong ferry").lastSeq()).isEqualTo(7);
  }

  @Test
  void itTakesNothingElse() {
    assertThat(newsroom.publish("c", titled("New")).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(newsroom.update("a", titled("New")).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(newsroom.pin("a").reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(newsroom.act(new NewsEvent.PinRemoved()).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(newsroom.breaking("b", null).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(
            newsroom.act(new NewsEvent.ItemImported(new ItemId("a"), titled("New"), null)).reason())
        .isEqualTo(RejectionReason.CLOSED);
    assertThat(
            newsroom
                .act(new NewsEvent.FeedDefined(RulesHarness.profile("Other", "Europe/Kyiv")))
                .reason())
        .isEqualTo(RejectionReason.CLOSED);
  }

  @Test
  void whatIsBreakingStillEndsInTime() {
    newsroom.passes("2025-02-04T13:00:00Z");

    assertThat(newsroom.item("a").breaking()).isNull();
  }
}
