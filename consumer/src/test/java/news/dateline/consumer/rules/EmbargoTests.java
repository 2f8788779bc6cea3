package news.dateline.consumer.rules;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.FeedClosed;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;

class EmbargoTests {
  private static final String EMBARGO_END = "2025-02-04T13:00:00Z";

  private final RulesHarness harness = RulesHarness.open();

  @Test
  void aHeldItemIsNotPublicAndTakesNoSeq() {
    Outcome outcome = harness.hold("a", "Secret", EMBARGO_END);
    harness.publish("b", titled("Bridge reopens"));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.HELD);
    assertThat(outcome.lastSeq()).isNull();
    assertThat(harness.changesFrom(1)).containsExactly("opened", "published b");
    assertThat(harness.item("b").seq()).isEqualTo(2);
    assertThat(harness.deskState("a").held().title()).isEqualTo("Secret");
  }

  @Test
  void aHeldItemIsReleasedWhenItsEmbargoEndsAndIsDatedThen() {
    harness.hold("a", "Secret", EMBARGO_END);
    harness.advanceTo("2025-02-04T12:59:59.999Z");
    assertThat(harness.deskState("a").awaitsRelease()).isTrue();

    // The service was down in between.
    harness.advanceTo("2025-02-04T19:00:00Z");

    Item item = harness.item("a");
    assertThat(item.publishedAt()).isEqualTo(EMBARGO_END);
    assertThat(item.seq()).isEqualTo(2);
    assertThat(harness.deskState("a").held()).isNull();
    assertThat(harness.timers()).isEmpty();
  }

  @Test
  void theEventsOfAHeldItemGetTheirFinalOutcomeWithTheRelease() {
    ItemPublished publish =
        new ItemPublished(new ItemId("a"), RulesHarness.embargoed("Secret", EMBARGO_END));
    harness.handle("e1", publish, "digest");
    harness.handle("e2", new ItemUpdated(new ItemId("a"), titled("Better"), null, false), "digest");
    harness.advanceTo(EMBARGO_END);

    assertThat(harness.outcome("e1"))
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(2L, Outcome::lastSeq)
        .returns("0@1", Outcome::at);
    assertThat(harness.outcome("e2").lastSeq()).isEqualTo(2);
    assertThat(harness.handle("e1", publish, "digest")).isEqualTo(harness.outcome("e1"));
  }

  @Test
  void anUpdateOfAHeldItemWithoutAnEmbargoKeepsTheEmbargo() {
    harness.hold("a", "Secret", EMBARGO_END);
    Outcome outcome = harness.update("a", titled("Better"));

    assertThat(outcome).returns(Outcome.Status.HELD, Outcome::status).returns(2, Outcome::version);
    assertThat(harness.deskState("a").held().embargoedUntil()).isEqualTo(EMBARGO_END);

    harness.advanceTo(EMBARGO_END);
    assertThat(harness.item("a"))
        .returns("Better", item -> item.content().title())
        .returns(2, Item::version);
  }

  @Test
  void anEmbargoThatIsMovedIntoThePastReleasesAtOnce() {
    harness.hold("a", "Secret", EMBARGO_END);
    Outcome outcome = harness.update("a", RulesHarness.embargoed("Secret", "2025-02-04T11:00:00Z"));

    assertThat(outcome.lastSeq()).isEqualTo(2);
    assertThat(harness.outcome("event-1").lastSeq()).isEqualTo(2);
    assertThat(harness.timers()).isEmpty();
  }

  @Test
  void anotherEmbargoReplacesTheTimer() {
    harness.hold("a", "Secret", EMBARGO_END);
    harness.update("a", RulesHarness.embargoed("Secret", "2025-02-04T15:00:00Z"));
    harness.advanceTo("2025-02-04T14:00:00Z");

    assertThat(harness.deskState("a").awaitsRelease()).isTrue();
  }

  @Test
  void anUpdateOfAHeldItemWithAnOldVersionIsAConflict() {
    harness.hold("a", "Secret", EMBARGO_END);
    harness.update("a", titled("Better"));

    assertThat(harness.handle(new ItemUpdated(new ItemId("a"), titled("Worse"), 1, false)))
        .returns(RejectionReason.VERSION_CONFLICT, Outcome::reason)
        .returns(2, Outcome::version);
  }

  @Test
  void aWithdrawnItemIsNeverPublic() {
    harness.hold("a", "Secret", EMBARGO_END);
    Outcome outcome = harness.retract("a", "Not true");
    harness.advanceTo("2025-02-04T19:00:00Z");

    assertThat(outcome)
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(null, Outcome::lastSeq);
    assertThat(harness.outcome("event-1").reason()).isEqualTo(RejectionReason.WITHDRAWN);
    assertThat(harness.changesFrom(1)).containsExactly("opened");
    assertThat(new String(harness.deskState("a").value())).doesNotContain("Secret");
    assertThat(harness.publish("a", titled("Again")).reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.update("a", titled("Again")).reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(harness.retract("a", "Not true").status()).isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void aWithdrawnItemCanBeRestoredAndHeldAgain() {
    harness.hold("a", "Secret", EMBARGO_END);
    harness.retract("a", "Not true");

    assertThat(harness.restore("a", RulesHarness.embargoed("True now", EMBARGO_END)))
        .returns(Outcome.Status.HELD, Outcome::status)
        .returns(2, Outcome::version);
    harness.advanceTo(EMBARGO_END);
    assertThat(harness.changesFrom(2)).containsExactly("published a");
  }

  @Test
  void aPublicItemCannotBeEmbargoed() {
    harness.publish("a", titled("Bridge reopens"));
    assertThat(harness.update("a", RulesHarness.embargoed("Other", EMBARGO_END)).reason())
        .isEqualTo(RejectionReason.ALREADY_PUBLIC);
    harness.retract("a", "Wrong bridge");
    assertThat(harness.restore("a", RulesHarness.embargoed("Other", EMBARGO_END)).reason())
        .isEqualTo(RejectionReason.ALREADY_PUBLIC);
  }

  @Test
  void anItemWhoseEmbargoIsOverIsPublishedAtOnce() {
    assertThat(harness.hold("a", "Known", "2025-02-04T12:00:00Z").status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void thePublicationTimeMayNotBeLaterThanTheRelease() {
    Instant embargo = Instant.parse(EMBARGO_END);
    ItemContent late = titled("Secret").withTimes(embargo.plusSeconds(301), embargo);
    ItemContent just = titled("Secret").withTimes(embargo.plusSeconds(300), embargo);

    assertThat(harness.publish("a", late).reason()).isEqualTo(RejectionReason.PUBLISHED_IN_FUTURE);
    assertThat(harness.publish("b", just).status()).isEqualTo(Outcome.Status.HELD);
  }

  @Test
  void publishingAHeldItemAgainIsUnchangedOrRejectedByItsContent() {
    harness.hold("a", "Secret", EMBARGO_END);

    assertThat(harness.hold("a", "Secret", EMBARGO_END).status())
        .isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(harness.hold("a", "Other", EMBARGO_END).reason()).isEqualTo(RejectionReason.EXISTS);
    assertThat(harness.correct("a", "No", titled("x")).reason()).isEqualTo(RejectionReason.HELD);
  }

  @Test
  void aHeldItemIsNotReleasedInAClosedFeed() {
    harness.hold("a", "Secret", EMBARGO_END);
    harness.handle(new FeedClosed());
    harness.advanceTo(EMBARGO_END);

    assertThat(harness.changesFrom(2)).containsExactly("closed");
    assertThat(harness.outcome("event-1").reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(harness.deskState("a").status()).isEqualTo(DeskState.Status.RETRACTED);
    assertThat(harness.timers()).isEmpty();
  }

  @Test
  void theNumberOfPendingEventsIsLimitedAndTheFirstIsKept() {
    harness.hold("a", "Secret", EMBARGO_END);
    for (int i = 0; i < 200; i++) {
      harness.update("a", titled("Version " + i));
    }

    assertThat(harness.deskState("a").waiting()).hasSize(50);
    harness.advanceTo(EMBARGO_END);
    assertThat(harness.outcome("event-1").status()).isEqualTo(Outcome.Status.ACCEPTED);
  }
}
