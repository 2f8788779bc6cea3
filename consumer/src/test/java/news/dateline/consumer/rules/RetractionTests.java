package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemRestored;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;

class RetractionTests {
  private final RulesHarness newsroom = RulesHarness.open();

  @Test
  void aPinnedBreakingItemLosesBothBeforeItsContent() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.pin("a");
    newsroom.breaking("a", null);
    Outcome outcome = newsroom.retract("a", "Wrong bridge");

    assertThat(newsroom.changesFrom(5))
        .containsExactly("unpinned a", "breaking-ended a", "retracted a");
    assertThat(outcome).returns(5L, Outcome::firstSeq).returns(7L, Outcome::lastSeq);
    assertThat(newsroom.timers()).isEmpty();
  }

  @Test
  void theTrailOfCorrectionsGoesWithTheContent() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.correct("a", "It is Friday", titled("Bridge reopens"));
    newsroom.retract("a", "Wrong bridge");

    assertThat(newsroom.item("a").corrections()).isEmpty();
    assertThat(new String(newsroom.desk("a").value())).doesNotContain("Bridge", "Friday");
  }

  @Test
  void onlyARestorationBringsAnItemBack() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.retract("a", "Wrong bridge");

    assertThat(newsroom.publish("a", titled("Bridge reopens")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.update("a", titled("Other")).reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.correct("a", "x", titled("Other")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.act(new ItemImported(new ItemId("a"), titled("Old"), null)).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.pin("a").reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.breaking("a", null).reason()).isEqualTo(RejectionReason.RETRACTED);

    assertThat(newsroom.restore("a", titled("Bridge reopens after all")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aRestoredItemStandsInItsOldPlaceWithANewVersion() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.at("2025-02-05T12:00:00Z").retract("a", "Wrong bridge");
    newsroom.at("2025-02-06T12:00:00Z").restore("a", titled("Right bridge"));

    Item item = newsroom.item("a");
    assertThat(item.publishedAt()).isEqualTo(RulesHarness.NOON);
    assertThat(item.firstSeq()).isEqualTo(2);
    assertThat(item.version()).isEqualTo(2);
    assertThat(item.reason()).isNull();
    assertThat(newsroom.lastItemChange().change()).isEqualTo(Change.RESTORED);
  }

  @Test
  void whatIsNotRetractedCannotBeRestored() {
    newsroom.publish("a", titled("Bridge reopens"));

    assertThat(newsroom.restore("a", titled("x")).reason())
        .isEqualTo(RejectionReason.NOT_RETRACTED);
    assertThat(newsroom.restore("b", titled("x")).reason()).isEqualTo(RejectionReason.NO_ITEM);
  }

  @Test
  void aRestorationCanNameTheVersionItIsFor() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.retract("a", "Wrong bridge");

    assertThat(newsroom.act(new ItemRestored(new ItemId("a"), titled("x"), 7)).reason())
        .isEqualTo(RejectionReason.VERSION_CONFLICT);
    assertThat(newsroom.act(new ItemRestored(new ItemId("a"), titled("x"), 1)).version())
        .isEqualTo(2);
  }

  @Test
  void theDeskRemembersWhoDidWhatButNoContent() {
    newsroom.publish("a", titled("Bridge reopens"));
    newsroom.act(
        new BreakingStarted(new ItemId("a"), news.dateline.events.Breaking.Level.MINOR, null));
    newsroom.retract("a", "Wrong bridge");

    assertThat(newsroom.desk("a").status()).isEqualTo(DeskState.Status.RETRACTED);
    assertThat(newsroom.desk("a").history())
        .extracting(DeskState.HistoryEntry::act)
        .containsExactly("published", "breaking", "breaking-ended", "retracted");
    assertThat(newsroom.desk("a").history())
        .extracting(DeskState.HistoryEntry::by)
        .containsOnly("/desk/test");
  }

  @Test
  void theHistoryIsBounded() {
    for (int i = 0; i < 2 * DeskState.HISTORY; i++) {
      newsroom.act(new ItemImported(new ItemId("a"), titled("Version " + i), null));
    }

    assertThat(newsroom.desk("a").history())
        .hasSize(DeskState.HISTORY)
        .last()
        .returns(2 * DeskState.HISTORY, DeskState.HistoryEntry::version);
  }
}
