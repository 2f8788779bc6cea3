package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.consumer.rules.ImportEvents.deleted;
import static news.dateline.consumer.rules.ImportEvents.imported;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static news.dateline.consumer.rules.ImportEvents.overwriting;
import static news.dateline.consumer.rules.ImportEvents.story;
import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A retracted story is not published by an import again, under whatever id or source it comes. */
class RetractedStoryTests {
  private static final String PIER = "https://n.example/live#block-1";
  private static final String FERRY = "https://n.example/live#block-2";

  private final RulesHarness harness = RulesHarness.open();

  @Test
  void aFileThatNamesNoSourceDoesNotPublishItAgain() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.retract("1", "wrong");

    assertRetracted(harness.handle(imported("", "1", "d2", "Pier")), "1");
    assertRetracted(harness.handle(imported("", "other-id", "d3", "Pier")), "1");
  }

  @Test
  void itsSourceUnderAnotherNameDoesNotPublishItAgain() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.retract("1", "wrong");

    assertRetracted(harness.handle(imported("new-wire", "1", "d2", "Pier")), "1");
    assertRetracted(harness.handle(overwriting("new-wire", "2", "d3", "PIER!")), "1");
  }

  @Test
  void itsSourceAtAnotherAddressDoesNotPublishItAgain() {
    harness.handle(story("wire", "//old.example/1", "d1", linked("Pier", "https://old.example/1")));
    harness.retract(ImportEvents.id("//old.example/1"), "wrong");

    Outcome moved =
        harness.handle(
            story("wire", "//new.example/1", "d2", linked("Pier", "https://new.example/1")));
    Outcome reworded =
        harness.handle(
            story("agency", "//old.example/1", "d3", linked("The pier", "https://old.example/1")));

    assertRetracted(moved, ImportEvents.id("//old.example/1"));
    assertRetracted(reworded, ImportEvents.id("//old.example/1"));
  }

  @Test
  void otherPostsOfItsPageAreOtherStories() {
    harness.handle(imported("wire", "p1", "d1", linked("Pier", PIER)));
    harness.handle(imported("wire", "p2", "d2", linked("Ferry", FERRY)));
    harness.retract("p1", "wrong");

    assertThat(harness.handle(imported("wire", "p2", "d3", linked("Ferry sails", FERRY))).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.handle(imported("wire", "p3", "d4", linked("Quay", PIER))).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertRetracted(harness.handle(imported("wire", "p4", "d5", linked("Pier", FERRY))), "p1");
  }

  @Test
  void aPublicItemDoesNotTakeItsText() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(imported("wire", "2", "d2", "Ferry"));
    harness.retract("1", "wrong");

    assertThat(harness.handle(imported("wire", "2", "d3", "Pier")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("2").content().title()).isEqualTo("Ferry");
  }

  @Test
  void whatAnEditorWroteAndRetractedIsNotImported() {
    harness.handle(imported("wire", "0", "d0", "Ferry"));
    harness.publish("own", ItemContent.titled("Pier"));
    harness.retract("own", "wrong");

    assertRetracted(harness.handle(imported("wire", "1", "d1", "Pier")), "own");
  }

  @Test
  void whatWasWithdrawnBeforeItsReleaseIsNotImported() {
    harness.handle(imported("wire", "0", "d0", "Ferry"));
    harness.hold("own", "Pier", "2025-02-05T12:00:00Z");
    harness.retract("own", "wrong");

    assertRetracted(harness.handle(imported("wire", "1", "d1", "Pier")), "own");
  }

  @Test
  void theTextOfItsSourceIsKnownAfterAnEditorReplacedIt() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.update("1", ItemContent.titled("Quay"));
    harness.retract("1", "wrong");

    assertRetracted(harness.handle(imported("agency", "7", "d2", "Pier")), "1");
    assertRetracted(harness.handle(imported("agency", "8", "d3", "Quay")), "1");
  }

  @ParameterizedTest
  @CsvSource({"1,ACCEPTED", "2,ACCEPTED", "3,REJECTED"})
  void itsEarlierTextIsKnownHoweverOftenACounterInItChanged(int level, Outcome.Status again) {
    harness.atLevel(level).handle(imported("wire", "1", "d0", "Pier"));
    for (int views = 0; views < 40; views++) {
      harness.handle(imported("wire", "1", "views-" + views, "Quay"));
    }
    harness.retract("1", "wrong");

    assertThat(harness.handle(imported("agency", "7", "views-39", "Dock")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.handle(imported("agency", "8", "d1", "Pier")).status()).isEqualTo(again);
  }

  @Test
  void itsEarlierTextIsKnownHoweverOftenItsSourceDatedItAhead() {
    harness.handle(imported("wire", "1", "d0", "Pier"));
    for (int poll = 0; poll < 40; poll++) {
      ItemImported ahead = imported("wire", "1", "poll-" + poll, "Quay");
      harness.handle(
          new ItemImported(
              ahead.id(),
              ahead.item(),
              RulesHarness.NOON.plusSeconds(60 + poll),
              "wire",
              "1",
              ahead.digest(),
              ahead.ids(),
              null,
              null));
    }
    harness.retract("1", "wrong");

    assertRetracted(harness.handle(imported("agency", "8", "d1", "Pier")), "1");
  }

  @Test
  void onceAnEditorRestoredItItIsTheEditors() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.retract("1", "wrong");
    harness.restore("1", ItemContent.titled("Quay"));

    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.handle(overwriting("wire", "1", "d3", "Pier")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").content().title()).isEqualTo("Quay");
  }

  @Test
  void itsSourceIsStillItsSourceOnceItWasRestoredAndRetractedAgain() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.retract("1", "wrong");
    harness.restore("1", ItemContent.titled("Quay"));
    harness.update("1", ItemContent.titled("Dock"));
    harness.retract("1", "wrong again");

    assertThat(harness.handle(deleted("wire", "1")).item()).hasToString("1");
    assertRetracted(harness.handle(imported("wire", "1", "d2", "Quay")), "1");
  }

  @Test
  void whatItsSourceDeletedIsNotImportedFromAnother() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(deleted("wire", "1"));

    assertRetracted(harness.handle(imported("agency", "1", "d2", "Pier")), "1");
  }

  @Test
  void theDeskKeepsNoAddressOfIt() {
    harness.handle(
        story(
            "//secret.example",
            "//secret.example/1",
            "d1",
            linked("Pier", "https://secret.example/1")));
    String id = ImportEvents.id("//secret.example/1");
    assertThat(new String(harness.deskState(id).value(), UTF_8)).contains("//secret.example");

    harness.retract(id, "wrong");

    assertThat(new String(harness.deskState(id).value(), UTF_8)).doesNotContain("secret.example");
    assertThat(harness.state().importFacts().toString())
        .doesNotContain("secret.example")
        .doesNotContain("Pier");
  }

  private static void assertRetracted(Outcome outcome, String item) {
    assertThat(outcome.reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(outcome.item()).hasToString(item);
  }
}
