package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.ONE;
import static news.dateline.consumer.rules.ImportEvents.deletedAt;
import static news.dateline.consumer.rules.ImportEvents.id;
import static news.dateline.consumer.rules.ImportEvents.imported;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static news.dateline.consumer.rules.ImportEvents.overwriting;
import static news.dateline.consumer.rules.ImportEvents.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import news.dateline.events.Actor;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.junit.jupiter.api.Test;

class ImportTests {
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void theSameDigestIsUnchangedWhateverTheRulesMakeOfIt() {
    harness.handle(imported("wire", "1", "d1", "Pier"));

    Outcome again = harness.handle(imported("wire", "1", "d1", "Pier, by newer rules"));

    assertThat(again.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(again.version()).isEqualTo(1);
    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).version()).isEqualTo(2);
  }

  @Test
  void twoSourcesWithTheSameIdsAreTwoItems() {
    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).item()).isEqualTo(ONE);

    Outcome other = harness.handle(imported("agency", "1", "d1", "Ferry"));

    assertThat(other.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(other.item()).isEqualTo(new ItemId("agency-1"));
    assertThat(harness.handle(imported("agency", "1", "d2", "Ferry sails")).item())
        .isEqualTo(new ItemId("agency-1"));
  }

  @Test
  void anItemThatAnEditorWroteUnderTheIdStaysAndIsAConflict() {
    harness.handle(new ItemPublished(ONE, ItemContent.titled("By an editor")));

    Outcome outcome = harness.handle(imported("wire", "1", "d1", "Pier"));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.CONFLICT);
  }

  @Test
  void anItemThatAnEditorChangedSinceIsAConflictUnlessItIsOverwritten() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(new ItemUpdated(ONE, ItemContent.titled("Pier, checked"), null, false));

    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(imported("wire", "1", "d2", "Pier opens")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.handle(overwriting("wire", "1", "d2", "Pier opens")).version()).isEqualTo(3);
    assertThat(harness.handle(imported("wire", "1", "d3", "Pier opened")).version()).isEqualTo(4);
  }

  @Test
  void aRetractedItemStaysRetracted() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(new ItemRetracted(ONE, "wrong", null));

    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.handle(overwriting("wire", "1", "d2", "Pier opens")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
  }

  @Test
  void aRejectionNamesTheItemWhoseVersionItHas() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    ItemId second = harness.handle(imported("agency", "1", "d1", "Ferry")).item();
    harness.handle(new ItemUpdated(second, ItemContent.titled("Ferry, checked"), null, false));

    Outcome outcome = harness.handle(imported("agency", "1", "d2", "Ferry sails"));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(outcome.item()).isEqualTo(second);
    assertThat(outcome.version()).isEqualTo(2);
  }

  @Test
  void anItemInReviewOrUnderEmbargoThatAnEditorWroteIsAConflict() {
    ItemContent draft = linked("Draft", "https://n.example/1");
    harness.as(new Actor(new IdentityId("ann"), Set.of(Right.SUBMIT))).publish("1", draft);
    harness.as(Actor.UNKNOWN).hold("2", "Held", "2025-02-05T12:00:00Z");

    Outcome submitted =
        harness.handle(imported("wire", "1", "d1", linked("Pier", "https://n.example/1")));
    Outcome held = harness.handle(imported("wire", "2", "d1", "Held"));

    assertThat(submitted.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(held.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.deskState("1").held()).isEqualTo(draft);
  }

  @Test
  void anItemThatOnlyItsSourceDescribesOtherwiseIsUnchangedAndKeepsItsVersion() {
    harness.handle(imported("wire", "1", "d1", "Pier"));

    assertThat(harness.handle(imported("wire", "1", "d2", "Pier")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(imported("wire", "1", "d2", "Pier, by newer rules")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void theSameDigestOverwritesWhatAnEditorChanged() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(new ItemUpdated(ONE, ItemContent.titled("Pier, checked"), null, false));

    harness.handle(overwriting("wire", "1", "d1", "Pier"));

    assertThat(harness.item("1").content().title()).isEqualTo("Pier");
  }

  @Test
  void aFileThatNamesNoSourceIsOfTheSourceThatHasTheStory() {
    harness.handle(imported("wire", "1", "d1", linked("Pier", "https://n.example/1")));

    Outcome same = harness.handle(imported("", "1", "d1", linked("Pier", "https://n.example/1")));
    Outcome newer =
        harness.handle(imported("", "1", "d2", linked("Pier opens", "https://n.example/1")));
    Outcome other = harness.handle(imported("", "1", "d3", "Ferry"));

    assertThat(same.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(newer.item()).isEqualTo(ONE);
    assertThat(harness.deskState("1").importedFrom().source()).isEqualTo("wire");
    assertThat(other.item()).isEqualTo(new ItemId("-1"));
  }

  @Test
  void aSourceWithANameTakesAnItemOfADocumentWithoutOneOnlyIfLinkOrTextIsTheSame() {
    String address = "//n.example/1";
    harness.handle(story("", address, "d1", linked("Pier", "https://n.example/1")));

    Outcome other =
        harness.handle(story("agency", address, "d2", linked("Ferry", "https://a.example/1")));
    Outcome same =
        harness.handle(story("wire", address, "d3", linked("Pier opens", "https://n.example/1")));
    Outcome deleted = harness.handle(deletedAt("agency", address));

    assertThat(other.item()).isEqualTo(new ItemId(id("agency" + address)));
    assertThat(deleted.item()).isEqualTo(other.item());
    assertThat(same.item()).isEqualTo(new ItemId(id(address)));
    assertThat(harness.deskState(id(address)).importedFrom().source()).isEqualTo("wire");
  }

  @Test
  void aDeletionRetractsNoItemOfADocumentWithoutASource() {
    String address = "//n.example/1";
    harness.handle(story("", address, "d1", linked("Pier", "https://n.example/1")));

    assertThat(harness.handle(deletedAt("agency", address)).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.item(id(address)).retracted()).isFalse();
  }

  @Test
  void anUnchangedItemKeepsTheEndOfItsBreakingNews() {
    harness.handle(new ItemImported(ONE, ItemContent.titled("Pier"), null));
    harness.breaking("1", "2025-02-04T13:00:00Z");

    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.advanceTo("2025-02-04T13:00:00Z");

    assertThat(harness.changesFrom(4)).containsExactly("breaking-ended 1");
  }

  @Test
  void aDraftIsNeverOverwritten() {
    harness.hold("1", "Held", "2025-02-05T12:00:00Z");

    assertThat(harness.handle(overwriting("wire", "1", "d1", "Pier")).reason())
        .isEqualTo(RejectionReason.CONFLICT);
  }
}
