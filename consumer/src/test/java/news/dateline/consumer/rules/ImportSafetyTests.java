package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.ONE;
import static news.dateline.consumer.rules.ImportEvents.deleted;
import static news.dateline.consumer.rules.ImportEvents.imported;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static news.dateline.consumer.rules.ImportEvents.overwriting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import must not undo, take over or bring back. */
class ImportSafetyTests {
  private final RulesHarness harness = RulesHarness.open();

  @ParameterizedTest
  @CsvSource({"a.example,b.example", "a.example,''", "'',wire"})
  void aRetractedStoryStaysSoUnderItsIdInARenamedSourceByItsTextOrItsLink(
      String first, String second) {
    ItemContent pier = linked("Pier", "https://n.example/1");
    ItemContent longer = linked("Pier opens", "http://n.example/1");
    harness.handle(imported(first, "12345", "d1", pier));
    harness.retract("12345", "wrong");

    Outcome sameText = harness.handle(imported(second, "12345", "d2", "Pier"));
    Outcome sameLink = harness.handle(imported(second, "12345", "d3", longer));

    assertThat(List.of(sameText, sameLink))
        .allSatisfy(
            outcome -> {
              assertThat(outcome.reason()).isEqualTo(RejectionReason.RETRACTED);
              assertThat(outcome.item()).hasToString("12345");
            });
  }

  @ParameterizedTest
  @CsvSource({"a.example,b.example", "a.example,''", "'',wire"})
  void aRetractedIdDoesNotSwallowAnotherStoryOfAnotherSource(String first, String second) {
    harness.handle(imported(first, "12345", "d1", linked("Pier", "https://a.example/1")));
    harness.retract("12345", "wrong");

    Outcome other =
        harness.handle(imported(second, "12345", "d2", linked("Ferry", "https://b.example/1")));
    Outcome later =
        harness.handle(imported(second, "12345", "d3", linked("Ferry in", "https://b.example/1")));

    assertThat(other.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(other.item()).isEqualTo(new ItemId(second + "-12345"));
    assertThat(later.item()).isEqualTo(other.item());
    assertThat(harness.item("12345").retracted()).isTrue();
  }

  @Test
  void aRetractedItemOfTheSameSourceStaysSoWhateverItSaysNow() {
    harness.handle(imported("wire", "12345", "d1", "Pier"));
    harness.retract("12345", "wrong");

    Outcome outcome =
        harness.handle(imported("wire", "12345", "d2", linked("Ferry", "https://b.example/1")));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(outcome.item()).hasToString("12345");
  }

  @Test
  void aCorrectionThatItsSourceAdoptedIsNotUndone() {
    harness.handle(imported("wire", "1", "d1", "Peir"));
    harness.correct("1", "spelling", ItemContent.titled("Pier"));

    Outcome adopted = harness.handle(imported("wire", "1", "d2", "Pier"));
    Outcome stale = harness.handle(imported("wire", "1", "d1", "Peir"));

    assertThat(adopted.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(stale.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").content().title()).isEqualTo("Pier");
  }

  @Test
  void anItemOfAnEditorIsNotTakenOverByAnImportOfItsText() {
    harness.publish("1", ItemContent.titled("Pier"));

    Outcome same = harness.handle(imported("wire", "1", "d1", "Pier"));

    assertThat(same.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.handle(deleted("wire", "1")).reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").content().title()).isEqualTo("Pier");
  }

  @Test
  void anItemWhoseTextAnImportConfirmsIsTheImportsOnceItIsOverwritten() {
    harness.publish("1", ItemContent.titled("Pier"));
    harness.handle(overwriting("wire", "1", "d1", "Pier"));

    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void whatOnlyAnEditorSetStaysWhereTheTextIsTheSame() {
    harness.publish("1", linked("Pier", "https://n.example/1"));

    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").content().link()).isEqualTo("https://n.example/1");
  }

  @Test
  void aDeletionAtTheSourceDoesNotEndBreakingNewsOrTakeThePin() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(imported("wire", "2", "d1", "Ferry"));
    harness.pin("1");
    harness.breaking("2", "2025-02-04T13:00:00Z");

    assertThat(harness.handle(deleted("wire", "1")).reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.handle(deleted("wire", "2")).reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").pinned()).isNotNull();

    ItemDeletedAtSource plain = deleted("wire", "1");
    harness.handle(
        new ItemDeletedAtSource(
            plain.id(), plain.source(), plain.guid(), plain.ids(), plain.reason(), true, null));
    assertThat(harness.item("1").retracted()).isTrue();
  }

  @Test
  void anImportUnderEmbargoIsAConflictForTheNextOne() {
    ItemContent held = RulesHarness.embargoed("Pier", "2025-02-05T12:00:00Z");
    harness.handle(imported("wire", "1", "d1", held));

    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.handle(overwriting("wire", "1", "d3", "Pier opens")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.deskState("1").held().title()).isEqualTo("Pier");
  }

  @Test
  void aPublicItemIsUpdatedThoughACopyOfItWasRetracted() {
    ItemContent pier = linked("Pier", "https://n.example/1");
    harness.handle(imported("wire", "1", "d1", pier));
    harness.publish("copy", pier);
    harness.retract("copy", "twice");

    ItemContent longer = pier.withBody("<p>It opens at noon.</p>");

    assertThat(harness.handle(imported("wire", "1", "d2", longer)).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aTextThatItsEditorsReplacedBeforeItsRetractionIsNotImported() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.update("1", ItemContent.titled("Quay"));
    harness.update("1", ItemContent.titled("Dock"));
    harness.retract("1", "wrong");

    assertThat(harness.handle(imported("agency", "7", "d2", "Quay")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
  }

  @Test
  void aRebuildDecidesAsTheStateOfAnEarlierReleaseDid() {
    List<NewsEvent> earlier =
        List.of(
            new NewsEvent.ItemPublished(new ItemId("own"), ItemContent.titled("Pier")),
            new NewsEvent.ItemRetracted(new ItemId("own"), "wrong", null));
    List<NewsEvent> later =
        List.of(
            imported("wire", "1", "d1", "Pier"),
            imported("wire", "1", "d2", "Pier opens"),
            new NewsEvent.ItemRetracted(ONE, "wrong", null),
            imported("wire", "2", "d3", "Pier opens"));
    earlier.forEach(harness::handle);
    RulesHarness upgraded = harness.copy();
    upgraded.state().importFacts().clear(); // earlier releases had none
    List<Outcome> live = later.stream().map(upgraded::handle).toList();

    List<Outcome> rebuilt = later.stream().map(harness::handle).toList();

    assertThat(rebuilt).isEqualTo(live);
    assertThat(harness.changes()).isEqualTo(upgraded.changes());
    assertThat(rebuilt.get(3).reason()).isEqualTo(RejectionReason.RETRACTED);
  }

  @Test
  void aFeedKeepsDigestsOfWhatIsRetractedOnceAnImportNamedItsSourceAlsoIfItWasRefused() {
    harness.publish("1", ItemContent.titled("By an editor"));
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.retract("1", "wrong");

    assertThat(harness.handle(imported("wire", "2", "d2", "By an editor")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
  }

  @Test
  void theDigestOfASourceIsNotKeptAsItIsWritten() {
    harness.handle(imported("wire", "1", "The mayor resigns", "Pier"));

    assertThat(harness.deskState("1").importedFrom().digest()).matches("[0-9a-f]{32}");
  }

  @Test
  void anEventWithoutASourceLeavesNoDigests() {
    harness.handle(new ItemImported(ONE, ItemContent.titled("Pier"), null));
    harness.retract("1", "wrong");

    assertThat(harness.state().importFacts()).isEmpty();
  }
}
