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
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void aRetractionFirstRemovesThePinAndTheBreakingNews() {
    harness.publish("a", titled("Bridge reopens"));
    harness.pin("a");
    harness.breaking("a", null);
    Outcome outcome = harness.retract("a", "Wrong bridge");

    assertThat(harness.changesFrom(5))
        .containsExactly("unpinned a", "breaking-ended a", "retracted a");
    assertThat(outcome).returns(5L, Outcome::firstSeq).returns(7L, Outcome::lastSeq);
    assertThat(harness.timers()).isEmpty();
  }

  @Test
  void aRetractionRemovesTheCorrections() {
    harness.publish("a", titled("Bridge reopens"));
    harness.correct("a", "It is Friday", titled("Bridge reopens"));
    harness.retract("a", "Wrong bridge");

    assertThat(harness.item("a").corrections()).isEmpty();
    assertThat(new String(harness.deskState("a").value())).doesNotContain("Bridge", "Friday");
  }

  @Test
  void onlyARestorationMakesARetractedItemPublicAgain() {
    harness.publish("a", titled("Bridge reopens"));
    harness.retract("a", "Wrong bridge");

    assertThat(harness.publish("a", titled("Bridge reopens")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.update("a", titled("Other")).reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.correct("a", "x", titled("Other")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.handle(new ItemImported(new ItemId("a"), titled("Old"), null)).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.pin("a").reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.breaking("a", null).reason()).isEqualTo(RejectionReason.RETRACTED);

    assertThat(harness.restore("a", titled("Bridge reopens after all")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aRestoredItemKeepsItsPlaceAndHasANewVersion() {
    harness.publish("a", titled("Bridge reopens"));
    harness.at("2025-02-05T12:00:00Z").retract("a", "Wrong bridge");
    harness.at("2025-02-06T12:00:00Z").restore("a", titled("Right bridge"));

    Item item = harness.item("a");
    assertThat(item.publishedAt()).isEqualTo(RulesHarness.NOON);
    assertThat(item.firstSeq()).isEqualTo(2);
    assertThat(item.version()).isEqualTo(2);
    assertThat(item.reason()).isNull();
    assertThat(harness.lastItemChange().change()).isEqualTo(Change.RESTORED);
  }

  @Test
  void anItemThatIsNotRetractedCannotBeRestored() {
    harness.publish("a", titled("Bridge reopens"));

    assertThat(harness.restore("a", titled("x")).reason()).isEqualTo(RejectionReason.NOT_RETRACTED);
    assertThat(harness.restore("b", titled("x")).reason()).isEqualTo(RejectionReason.NO_ITEM);
  }

  @Test
  void aRestorationOfAnotherVersionIsAConflict() {
    harness.publish("a", titled("Bridge reopens"));
    harness.retract("a", "Wrong bridge");

    assertThat(harness.handle(new ItemRestored(new ItemId("a"), titled("x"), 7)).reason())
        .isEqualTo(RejectionReason.VERSION_CONFLICT);
    assertThat(harness.handle(new ItemRestored(new ItemId("a"), titled("x"), 1)).version())
        .isEqualTo(2);
  }

  @Test
  void theHistoryNamesActsAndEditorsButNoContent() {
    harness.publish("a", titled("Bridge reopens"));
    harness.handle(
        new BreakingStarted(new ItemId("a"), news.dateline.events.Breaking.Level.MINOR, null));
    harness.retract("a", "Wrong bridge");

    assertThat(harness.deskState("a").status()).isEqualTo(DeskState.Status.RETRACTED);
    assertThat(harness.deskState("a").history())
        .extracting(DeskState.HistoryEntry::act)
        .containsExactly("published", "breaking", "breaking-ended", "retracted");
    assertThat(harness.deskState("a").history())
        .extracting(DeskState.HistoryEntry::by)
        .containsOnly("/desk/test");
  }

  @Test
  void theHistoryIsLimited() {
    for (int i = 0; i < 2 * DeskState.MAX_HISTORY; i++) {
      harness.handle(new ItemImported(new ItemId("a"), titled("Version " + i), null));
    }

    assertThat(harness.deskState("a").history())
        .hasSize(DeskState.MAX_HISTORY)
        .last()
        .returns(2 * DeskState.MAX_HISTORY, DeskState.HistoryEntry::version);
  }
}
