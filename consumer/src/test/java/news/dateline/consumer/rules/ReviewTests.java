package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.FeedClosed;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemReleased;
import news.dateline.events.NewsEvent.ItemReturned;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import news.dateline.events.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewTests {
  private static final Actor ANN = RightsTests.actor("ann", Set.of(Right.SUBMIT));
  private static final ItemId A = new ItemId("a");

  private final RulesHarness harness = RulesHarness.open();

  @Test
  void anItemOfAnAuthorWhoMayNotPublishWaitsForAnEditorWithoutATime() {
    Outcome outcome = submit("Secret");
    harness.advanceTo("2025-03-04T12:00:00Z");

    assertThat(outcome)
        .returns(Outcome.Status.HELD, Outcome::status)
        .returns(null, Outcome::lastSeq);
    assertThat(harness.deskState("a"))
        .returns(DeskState.Status.SUBMITTED, DeskState::status)
        .returns(ANN.id(), DeskState::owner);
    assertThat(harness.timers()).isEmpty();
    assertThat(harness.changesFrom(1)).containsExactly("opened");
  }

  @Test
  void anEditorReleasesItAndEveryEventOfItGetsItsFinalOutcome() {
    harness.as(ANN).handle("e1", new ItemPublished(A, titled("A")));
    harness.handle("e2", new ItemUpdated(A, titled("Better"), 1, false));

    Outcome released = release(2);

    assertThat(released)
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(2L, Outcome::lastSeq);
    assertThat(harness.outcome("e1").lastSeq()).isEqualTo(2);
    assertThat(harness.outcome("e2").lastSeq()).isEqualTo(2);
    assertThat(harness.item("a"))
        .returns("Better", item -> item.content().title())
        .returns(2, Item::version);
    assertThat(harness.deskState("a").owner()).isEqualTo(ANN.id());
    assertThat(harness.changesFrom(2)).containsExactly("published a");
  }

  @Test
  void anEditorReturnsItWithANoteAndItsAuthorSubmitsItAgain() {
    harness.as(ANN).handle("e1", new ItemPublished(A, titled("A")));

    Outcome returned = giveBack("Say who said it.");

    assertThat(returned.status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.outcome("e1").reason()).isEqualTo(RejectionReason.RETURNED);
    assertThat(harness.deskState("a").status()).isEqualTo(DeskState.Status.RETURNED);
    assertThat(harness.deskState("a").history().get(1).note()).isEqualTo("Say who said it.");
    assertThat(release(null).reason()).isEqualTo(RejectionReason.NOT_SUBMITTED);

    assertThat(harness.as(ANN).update("a", titled("A")))
        .returns(Outcome.Status.HELD, Outcome::status)
        .returns(2, Outcome::version);
    assertThat(release(2).status()).isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(harness.changesFrom(2)).containsExactly("published a");
  }

  @Test
  void nothingOfItIsPublicBeforeItsRelease() {
    submit("Secret");
    harness.as(ANN).update("a", titled("Secret, too"));
    giveBack("Secret note");
    harness.as(ANN).update("a", titled("Secret again"));
    harness.publish("b", titled("Not submitted"));

    assertThat(harness.changesFrom(1)).containsExactly("opened");
    assertThat(harness.as("ed", Role.EDITOR).pin("a").reason()).isEqualTo(RejectionReason.HELD);
    assertThat(harness.correct("a", "No", titled("x")).reason()).isEqualTo(RejectionReason.HELD);
    assertThat(harness.breaking("a", null).reason()).isEqualTo(RejectionReason.HELD);
    assertThat(harness.as("chief", Role.CHIEF).restore("a", titled("x")).reason())
        .isEqualTo(RejectionReason.NOT_RETRACTED);
    assertThat(harness.changesFrom(1)).containsExactly("opened");
  }

  @Test
  void aReleasedItemWithAnEmbargoIsHeldUntilItsEnd() {
    harness.as(ANN).hold("a", "Secret", "2025-02-04T13:00:00Z");
    assertThat(harness.timers()).isEmpty();

    assertThat(release(1).status()).isEqualTo(Outcome.Status.HELD);
    assertThat(harness.changesFrom(2)).isEmpty();

    harness.advanceTo("2025-02-04T13:00:00Z");
    assertThat(harness.changesFrom(2)).containsExactly("published a");
    assertThat(harness.outcome("event-1").lastSeq()).isEqualTo(2);
    assertThat(harness.outcome("event-2").lastSeq()).isEqualTo(2);
  }

  @Test
  void anEmbargoThatEndsDuringTheReviewReleasesNothing() {
    harness.as(ANN).hold("a", "Secret", "2025-02-04T13:00:00Z");
    harness.advanceTo("2025-02-04T14:00:00Z");

    assertThat(harness.changesFrom(2)).isEmpty();
    assertThat(release(1).status()).isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void onlyTheAuthorAndEditorsReviseIt() {
    submit("By Ann");

    assertThat(harness.as("ben", Role.REPORTER).update("a", titled("By Ben")).right())
        .isEqualTo(Right.EDIT);
    assertThat(harness.as("ed", Role.EDITOR).update("a", titled("Edited")).status())
        .isEqualTo(Outcome.Status.HELD);
    assertThat(harness.deskState("a").status()).isEqualTo(DeskState.Status.SUBMITTED);
    assertThat(harness.update("a", titled("Edited")).status()).isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void anotherVersionThanTheEditorSawIsNotReleased() {
    submit("A");
    harness.as(ANN).update("a", titled("Unseen"));

    assertThat(release(1))
        .returns(RejectionReason.VERSION_CONFLICT, Outcome::reason)
        .returns(2, Outcome::version);
    assertThat(harness.deskState("a").status()).isEqualTo(DeskState.Status.SUBMITTED);
  }

  @Test
  void aWithdrawnSubmissionLeavesNoTextAndNoNote() {
    submit("Secret");
    giveBack("A secret note");

    assertThat(harness.as("ed", Role.EDITOR).retract("a", "Not true").status())
        .isEqualTo(Outcome.Status.ACCEPTED);
    assertThat(new String(harness.deskState("a").value())).doesNotContain("Secret", "secret");
    assertThat(release(null).reason()).isEqualTo(RejectionReason.NOT_SUBMITTED);
    assertThat(submit("Again").reason()).isEqualTo(RejectionReason.RETRACTED);
  }

  @Test
  void aPublicItemCannotBeReleasedAndAnUnknownOneIsNotThere() {
    harness.as("ed", Role.EDITOR).publish("a", titled("A"));

    assertThat(release(null))
        .returns(RejectionReason.NOT_SUBMITTED, Outcome::reason)
        .returns(1, Outcome::version);
    assertThat(harness.handle(new ItemReleased(new ItemId("b"), null)).reason())
        .isEqualTo(RejectionReason.NO_ITEM);
  }

  @Test
  void anAuthorWhoMayNotPublishDoesNotUpdateWhatIsPublic() {
    submit("A");
    release(1);

    assertThat(harness.as(ANN).update("a", titled("Unseen")).right()).isEqualTo(Right.PUBLISH);
    assertThat(harness.item("a").content().title()).isEqualTo("A");
  }

  @Test
  void aClosedFeedReleasesNothing() {
    submit("A");
    harness.as("chief", Role.CHIEF).handle(new FeedClosed());

    assertThat(release(1).reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(harness.changesFrom(2)).containsExactly("closed");
  }

  @Test
  void submittingTheSameAgainIsUnchangedAndOtherContentIsAConflict() {
    submit("A");

    assertThat(submit("A").status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(submit("B").reason()).isEqualTo(RejectionReason.EXISTS);
  }

  private Outcome submit(String title) {
    return harness.as(ANN).publish("a", ItemContent.titled(title));
  }

  private Outcome release(@Nullable Integer version) {
    return harness.as("ed", Role.EDITOR).handle(new ItemReleased(A, version));
  }

  private Outcome giveBack(String note) {
    return harness.as("ed", Role.EDITOR).handle(new ItemReturned(A, note, null));
  }
}
