package news.dateline.consumer.rules;

import static news.dateline.consumer.rules.ImportEvents.ONE;
import static news.dateline.consumer.rules.ImportEvents.addressed;
import static news.dateline.consumer.rules.ImportEvents.deleted;
import static news.dateline.consumer.rules.ImportEvents.imported;
import static news.dateline.consumer.rules.ImportEvents.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;

/** Items that an earlier release imported, and items that their source deletes. */
class EarlierImportTests {
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void anItemOfBeforeSourcesWereRecordedIsAdopted() {
    harness.handle(new ItemImported(ONE, ItemContent.titled("Pier"), null));

    assertThat(harness.handle(imported("wire", "1", "d1", "Pier")).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void anAdoptedItemIsKnownFromThenOn() {
    List<ItemId> ids = List.of(new ItemId("new"), new ItemId("cafe"));
    harness.handle(new ItemImported(new ItemId("cafe"), ItemContent.titled("Pier"), null));
    harness.handle(addressed("d1", "Pier", ids));

    Outcome next = harness.handle(addressed("d2", "Pier opens", ids));

    assertThat(next.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.item("cafe").content().title()).isEqualTo("Pier opens");
  }

  @Test
  void aDifferenceOfAnAdoptedItemDoesNotShowAsAnUpdate() {
    ItemId earlier = new ItemId("cafe");
    harness.handle(new ItemImported(earlier, linked("Pier", "https://n.example/1"), null));

    Outcome adopted = harness.handle(addressed("d1", "Pier", List.of(earlier, new ItemId("own"))));

    assertThat(adopted.version()).isEqualTo(2);
    assertThat(harness.item("cafe").updatedAt()).isNull();
    assertThat(harness.item("cafe").content().link()).isNull();
    assertThat(harness.deskState("cafe").importedFrom().source()).isEqualTo("wire");
    assertThat(harness.deskState("cafe").importedFrom().version()).isEqualTo(2);
  }

  @Test
  void anotherTextUnderAnIdThatAnEditorMayHaveChosenIsAConflict() {
    harness.publish("1", linked("By an editor", "https://n.example/1"));

    Outcome outcome =
        harness.handle(imported("wire", "1", "d1", linked("Pier", "https://n.example/1")));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.CONFLICT);
  }

  @Test
  void anItemOfBeforeSourcesWereRecordedIsAdoptedUnderAPlainIdIfLinkAndTextAreTheSame() {
    ItemContent pier = linked("Pier", "https://n.example/1");
    harness.handle(new ItemImported(ONE, pier.withBody("<p>It opens.</p>"), null));

    Outcome adopted =
        harness.handle(imported("wire", "1", "d1", pier.withBody("<p>It <b>opens</b>.</p>")));
    Outcome next =
        harness.handle(imported("wire", "1", "d2", linked("Quay", "https://n.example/1")));

    assertThat(adopted.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.deskState("1").importedFrom().source()).isEqualTo("wire");
    assertThat(next.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.item("1").content().title()).isEqualTo("Quay");
  }

  @Test
  void aDifferenceOfAnItemThatIsAdoptedUnderAPlainIdDoesNotShowAsAnUpdate() {
    ItemContent pier = linked("Pier", "https://n.example/1");
    harness.handle(new ItemImported(ONE, pier.withBody("<p>It opens.</p>"), null));

    harness.handle(imported("wire", "1", "d1", pier.withBody("<p>It <b>opens</b>.</p>")));

    assertThat(harness.item("1").updatedAt()).isNull();
  }

  @Test
  void anItemOfAnEarlierReleaseThatWasChangedSinceIsNotAdopted() {
    ItemContent pier = linked("Pier", "https://n.example/1");
    harness.handle(new ItemImported(ONE, linked("Peir", "https://n.example/1"), null));
    harness.update("1", pier);
    harness.handle(imported("wire", "1", "d1", pier));

    Outcome outcome =
        harness.handle(imported("wire", "1", "d2", linked("Quay", "https://n.example/1")));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("1").content().title()).isEqualTo("Pier");
  }

  @Test
  void aCorrectionOfAnItemOfBeforeSourcesWereRecordedStays() {
    ItemId earlier = new ItemId("cafe");
    harness.handle(new ItemImported(earlier, ItemContent.titled("Pier"), null));
    harness.correct("cafe", "It is a quay", ItemContent.titled("Quay"));

    Outcome outcome = harness.handle(addressed("d1", "Pier", List.of(new ItemId("new"), earlier)));

    assertThat(outcome.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(harness.item("cafe").content().title()).isEqualTo("Quay");
    assertThat(harness.changesFrom(2)).containsExactly("published cafe", "corrected cafe");
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
  void anItemWithAnotherTextAndLinkIsNotAdoptedUnderAnIdThatManySourcesUse() {
    ItemId earlier = new ItemId("cafe");
    harness.handle(new ItemImported(earlier, linked("Pier", "https://n.example/1"), null));

    Outcome other =
        harness.handle(numbered("agency", "d1", linked("Ferry", "https://a.example/1")));
    Outcome same =
        harness.handle(numbered("wire", "d2", linked("Pier opens", "http://n.example/1")));

    assertThat(other.reason()).isEqualTo(RejectionReason.CONFLICT);
    assertThat(same.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.deskState("cafe").importedFrom().source()).isEqualTo("wire");
  }

  /**
   * Returns an item with the id "post 1" in its source, of which earlier releases made a digest.
   */
  private static ItemImported numbered(String source, String digest, ItemContent content) {
    List<ItemId> ids = List.of(new ItemId("cafe"), new ItemId(source));
    return new ItemImported(ids.get(0), content, null, source, "post 1", digest, ids, null, null);
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
}
