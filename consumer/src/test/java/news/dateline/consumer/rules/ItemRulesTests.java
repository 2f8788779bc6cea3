package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemRulesTests {
  private final RulesHarness harness = RulesHarness.open();

  @Test
  void aNewItemTakesTheNextSeqAndVersionOne() {
    Outcome outcome = harness.publish("a", titled("Bridge reopens"));

    assertThat(outcome)
        .isEqualTo(
            Outcome.of(outcome.eventId(), Outcome.Status.ACCEPTED, RulesHarness.WORLD, "0@1")
                .withItem(new ItemId("a"), 1)
                .withSeqs(2, 2)
                .withEpoch("epoch1"));
    assertThat(harness.item("a").firstSeq()).isEqualTo(2);
  }

  @Test
  void anAbsentPublicationTimeIsTheRecordsTime() {
    harness.at("2025-02-04T18:30:00Z").publish("a", titled("Bridge reopens"));

    assertThat(harness.item("a").publishedAt()).isEqualTo("2025-02-04T18:30:00Z");
  }

  @Test
  void anItemInAFeedThatIsNotOpenIsRejected() {
    assertThat(new RulesHarness().publish("a", titled("Bridge reopens")).reason())
        .isEqualTo(RejectionReason.NO_FEED);
  }

  @Test
  void publishingTheSameContentAgainChangesNothing() {
    harness.publish("a", titled("Bridge reopens"));

    Outcome again = harness.publish("a", titled("Bridge reopens"));

    assertThat(again.status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(again.version()).isEqualTo(1);
    assertThat(again.lastSeq()).isNull();
  }

  @Test
  void publishingOtherContentUnderAnExistingIdIsRejected() {
    harness.publish("a", titled("Bridge reopens"));

    assertThat(harness.publish("a", titled("Bridge closes")).reason())
        .isEqualTo(RejectionReason.EXISTS);
    assertThat(harness.changes()).hasSize(2);
  }

  @Test
  void aMaterialUpdateRaisesTheVersionAndShowsAsUpdated() {
    harness.publish("a", titled("Bridge reopens"));

    Outcome outcome =
        harness.at("2025-02-04T13:00:00Z").update("a", titled("Bridge reopens early"));

    assertThat(outcome.version()).isEqualTo(2);
    assertThat(harness.item("a").updatedAt()).isEqualTo("2025-02-04T13:00:00Z");
    assertThat(harness.item("a").firstSeq()).isEqualTo(2);
    assertThat(harness.item("a").publishedAt()).isEqualTo(RulesHarness.NOON);
  }

  @Test
  void aMinorUpdateRaisesTheVersionWithoutTheLabel() {
    harness.publish("a", titled("Brigde reopens"));

    harness.handle(new ItemUpdated(new ItemId("a"), titled("Bridge reopens"), null, true));

    assertThat(harness.item("a").version()).isEqualTo(2);
    assertThat(harness.item("a").updatedAt()).isNull();
  }

  @Test
  void ofTwoUpdatesOfTheSameVersionOneSucceeds() {
    harness.publish("a", titled("Bridge reopens"));
    ItemId a = new ItemId("a");

    Outcome first = harness.handle(new ItemUpdated(a, titled("Bridge reopens early"), 1, false));
    Outcome second = harness.handle(new ItemUpdated(a, titled("Bridge reopens late"), 1, false));

    assertThat(first.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(second.reason()).isEqualTo(RejectionReason.VERSION_CONFLICT);
    assertThat(second.version()).isEqualTo(2);
  }

  @Test
  void updatingAnUnknownItemIsRejected() {
    assertThat(harness.update("a", titled("Bridge reopens")).reason())
        .isEqualTo(RejectionReason.NO_ITEM);
  }

  @Test
  void aPublicationTimeOnAnotherDayMovesTheItem() {
    harness.publish("a", titled("Bridge reopens"));

    harness.update(
        "a", titled("Bridge reopens").withTimes(Instant.parse("2025-02-03T21:59:59Z"), null));

    assertThat(harness.lastItemChange().change()).isEqualTo(Change.MOVED);
    assertThat(harness.item("a").day()).isEqualTo("2025-02-03");
  }

  @Test
  void aRetractedItemKeepsItsTimesAndReasonOnly() {
    harness.publish("a", titled("Bridge reopens"));

    harness.at("2025-02-04T13:00:00Z").retract("a", "Wrong bridge");

    assertThat(harness.item("a"))
        .isEqualTo(
            new Item(
                new ItemId("a"),
                Item.Status.RETRACTED,
                1,
                3,
                2,
                LocalDate.parse("2025-02-04"),
                RulesHarness.NOON,
                null,
                null,
                null,
                null,
                List.of(),
                Instant.parse("2025-02-04T13:00:00Z"),
                "Wrong bridge"));
  }

  @Test
  void noPublicationUpdateOrImportRestoresARetractedItem() {
    harness.publish("a", titled("Bridge reopens"));
    harness.retract("a", "Wrong bridge");

    assertThat(harness.publish("a", titled("Bridge reopens")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.update("a", titled("Bridge reopens")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(
            harness
                .handle(new ItemImported(new ItemId("a"), titled("Bridge reopens"), null))
                .reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.retract("a", "Another reason").reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.retract("a", "Wrong bridge").status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.changes()).hasSize(3);
  }

  @Test
  void retractingAnOldVersionIsAConflict() {
    harness.publish("a", titled("Bridge reopens"));
    harness.update("a", titled("Bridge reopens early"));

    assertThat(harness.handle(new ItemRetracted(new ItemId("a"), "Wrong bridge", 1)).reason())
        .isEqualTo(RejectionReason.VERSION_CONFLICT);
  }

  @Test
  void anImportPublishesUpdatesOrChangesNothing() {
    ItemId a = new ItemId("a");
    Instant modified = Instant.parse("2025-02-04T12:05:00Z");

    assertThat(harness.handle(new ItemImported(a, titled("Bridge reopens"), modified)).version())
        .isEqualTo(1);
    assertThat(harness.item("a").updatedAt()).isEqualTo(modified);
    assertThat(harness.handle(new ItemImported(a, titled("Bridge reopens"), modified)).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.handle(new ItemImported(a, titled("Bridge closes"), modified)).version())
        .isEqualTo(2);
  }

  @Test
  void aRepeatedEventHasTheSameOutcomeAndNoEffect() {
    ItemPublished event = new ItemPublished(new ItemId("a"), titled("Bridge reopens"));
    Outcome first = harness.handle("x", event);
    harness.retract("a", "Wrong bridge");

    assertThat(harness.handle("x", event)).isEqualTo(first);
    assertThat(harness.changes()).hasSize(3);
  }

  @Test
  void anotherRequestUnderAUsedEventIdIsRejectedAndNotStored() {
    ItemPublished event = new ItemPublished(new ItemId("a"), titled("Bridge reopens"));
    Outcome first = harness.handle("x", event);

    assertThat(harness.handle("x", new ItemPublished(new ItemId("b"), titled("Other"))).reason())
        .isEqualTo(RejectionReason.ID_REUSED);
    assertThat(harness.handle("x", event)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"exclusive,true", "podcast,true", "sponsored,false"})
  void aLabelMustBeCommonOrDefinedByTheFeed(String label, boolean accepted) {
    ItemContent content = titled("Bridge reopens").withLabel(label);

    assertThat(harness.publish("a", content).reason())
        .isEqualTo(accepted ? null : RejectionReason.UNKNOWN_LABEL);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-02-04T12:05:00Z,true",
    "2025-02-04T12:05:01Z,false",
    "1896-06-23T10:00:00Z,true",
  })
  void aPublicationTimeMayBeAtMostFiveMinutesAhead(Instant publishedAt, boolean accepted) {
    Outcome outcome = harness.publish("a", titled("Bridge reopens").withTimes(publishedAt, null));

    assertThat(outcome.reason()).isEqualTo(accepted ? null : RejectionReason.PUBLISHED_IN_FUTURE);
  }
}
