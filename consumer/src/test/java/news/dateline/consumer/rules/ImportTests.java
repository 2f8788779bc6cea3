package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportTests {
  private static final ItemId ONE = new ItemId("1");

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
  void anItemOfBeforeSourcesWereRecordedIsAdopted() {
    harness.handle(new ItemImported(ONE, ItemContent.titled("Pier"), null));

    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
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
  void anAdoptedItemIsKnownFromThenOn() {
    harness.handle(new ItemImported(ONE, ItemContent.titled("Pier"), null));
    harness.handle(imported("wire", "1", "d1", "Pier"));

    Outcome next = harness.handle(imported("wire", "1", "d2", "Pier opens"));

    assertThat(next.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.item("1").content().title()).isEqualTo("Pier opens");
  }

  @Test
  void aDifferenceOfAnAdoptedItemDoesNotShowAsAnUpdate() {
    harness.handle(new ItemImported(ONE, linked("Pier", "https://n.example/1"), null));

    Outcome adopted =
        harness.handle(imported("wire", "1", "d1", linked("Pier opens", "https://n.example/1")));

    assertThat(adopted.version()).isEqualTo(2);
    assertThat(harness.item("1").updatedAt()).isNull();
    assertThat(harness.deskState("1").importedFrom())
        .isEqualTo(new DeskState.ImportedFrom("wire", "1", "d1", 2, null));
  }

  @Test
  void anItemThatAnEarlierReleaseImportedByTheDigestOfItsAddressIsAdopted() {
    ItemId earlier = new ItemId("cafe");
    harness.handle(new ItemImported(earlier, linked("Pier", "https://n.example/old"), null));

    Outcome outcome =
        harness.handle(addressed("d1", "Pier opens", List.of(new ItemId("new"), earlier)));

    assertThat(outcome.item()).isEqualTo(earlier);
    assertThat(outcome.status()).isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void aStoryThatAnEarlierReleaseImportedAndThatWasRetractedStaysRetracted() {
    ItemId earlier = new ItemId("cafe");
    harness.handle(new ItemImported(earlier, ItemContent.titled("Pier"), null));
    harness.handle(new ItemRetracted(earlier, "wrong", null));

    Outcome outcome = harness.handle(addressed("d1", "Pier", List.of(new ItemId("new"), earlier)));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(outcome.item()).isEqualTo(earlier);
    assertThat(harness.changesFrom(2)).containsExactly("published cafe", "retracted cafe");
  }

  @Test
  void anAddressThatWasRetractedStaysSoWhateverItsSourceIsCalled() {
    List<ItemId> ids = List.of(new ItemId("cafe"), new ItemId("own"));
    harness.handle(addressed("d1", "Pier", ids));
    harness.handle(new ItemRetracted(new ItemId("cafe"), "wrong", null));

    Outcome other =
        harness.handle(
            new ItemImported(
                new ItemId("cafe"),
                ItemContent.titled("Pier"),
                null,
                "agency",
                "//n.example/1",
                "d1",
                ids,
                null,
                null));

    assertThat(other.reason()).isEqualTo(RejectionReason.RETRACTED);
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
  void aPollerOfAnOlderGenerationWritesNothing() {
    harness.handle(polled("d1", "Pier", 4));

    Outcome stalled = harness.handle(polled("d0", "Old pier", 3));

    assertThat(stalled.reason()).isEqualTo(RejectionReason.STALE_IMPORT);
    assertThat(harness.handle(polled("d2", "Pier opens", 4)).status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.handle(polled("d3", "Pier opened", 5)).version()).isEqualTo(3);
  }

  @Test
  void aDeletionAtTheSourceRetractsItsItemAndNoOther() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    ItemId second = harness.handle(imported("agency", "1", "d1", "Ferry")).item();

    Outcome deleted = harness.handle(deleted("agency", "1"));

    assertThat(deleted.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(deleted.item()).isEqualTo(second);
    assertThat(harness.item("1").retracted()).isFalse();
    assertThat(harness.item("agency-1").reason()).isEqualTo("The source deleted it");
    assertThat(harness.handle(deleted("agency", "1")).status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(imported("agency", "1", "d2", "Ferry sails")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
  }

  @Test
  void aDeletionOfWhatNoImportRecordedChangesNothing() {
    harness.handle(new ItemPublished(ONE, ItemContent.titled("By an editor")));

    assertThat(harness.handle(deleted("wire", "1")).status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.item("1").retracted()).isFalse();
  }

  @Test
  void aDeletionOfWhatAnEditorChangedIsAConflict() {
    harness.handle(imported("wire", "1", "d1", "Pier"));
    harness.handle(new ItemUpdated(ONE, ItemContent.titled("Pier, checked"), null, false));

    assertThat(harness.handle(deleted("wire", "1")).reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").retracted()).isFalse();
  }

  private static ItemContent linked(String title, String link) {
    return new ItemContent(
        title, null, null, null, null, link, null, List.of(), null, List.of(), null, null, null,
        null, null);
  }

  private static ItemImported addressed(String digest, String title, List<ItemId> ids) {
    return new ItemImported(
        ids.get(0),
        ItemContent.titled(title),
        null,
        "wire",
        "//n.example/1",
        digest,
        ids,
        null,
        null);
  }

  private static ItemImported polled(String digest, String title, long generation) {
    return new ItemImported(
        ONE, ItemContent.titled(title), null, "wire", "1", digest, List.of(ONE), null, generation);
  }

  private static ItemDeletedAtSource deleted(String source, String guid) {
    ItemId first = new ItemId(guid);
    return new ItemDeletedAtSource(
        first,
        source,
        guid,
        List.of(first, new ItemId(source + "-" + guid)),
        "The source deleted it",
        null,
        null);
  }

  private static ItemImported imported(
      String source, String guid, String digest, ItemContent content) {
    ItemImported event = event(source, guid, digest, "any", null);
    return new ItemImported(
        event.id(), content, null, source, guid, digest, event.ids(), null, null);
  }

  private static ItemImported imported(String source, String guid, String digest, String title) {
    return event(source, guid, digest, title, null);
  }

  private static ItemImported overwriting(String source, String guid, String digest, String title) {
    return event(source, guid, digest, title, true);
  }

  private static ItemImported event(
      String source, String guid, String digest, String title, @Nullable Boolean overwrite) {
    ItemId first = new ItemId(guid);
    return new ItemImported(
        first,
        ItemContent.titled(title),
        null,
        source,
        guid,
        digest,
        List.of(first, new ItemId(source + "-" + guid)),
        overwrite,
        null);
  }
}
