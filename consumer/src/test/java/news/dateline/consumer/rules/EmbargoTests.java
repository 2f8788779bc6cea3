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
  private static final String ONE = "2025-02-04T13:00:00Z";

  private final RulesHarness newsroom = RulesHarness.open();

  @Test
  void nothingOfAHeldItemIsPublicNotEvenANumber() {
    Outcome outcome = newsroom.hold("a", "Secret", ONE);
    newsroom.publish("b", titled("Bridge reopens"));

    assertThat(outcome.status()).isEqualTo(Outcome.Status.HELD);
    assertThat(outcome.lastSeq()).isNull();
    assertThat(newsroom.changesFrom(1)).containsExactly("opened", "published b");
    assertThat(newsroom.item("b").seq()).isEqualTo(2);
    assertThat(newsroom.desk("a").held().title()).isEqualTo("Secret");
  }

  @Test
  void itIsReleasedWhenItsTimeHasComeUnderTheTimeItWasMeantFor() {
    newsroom.hold("a", "Secret", ONE);
    newsroom.passes("2025-02-04T12:59:59.999Z");
    assertThat(newsroom.desk("a").onHold()).isTrue();

    // everything was down meanwhile
    newsroom.passes("2025-02-04T19:00:00Z");

    Item item = newsroom.item("a");
    assertThat(item.publishedAt()).isEqualTo(ONE);
    assertThat(item.seq()).isEqualTo(2);
    assertThat(newsroom.desk("a").held()).isNull();
    assertThat(newsroom.timers()).isEmpty();
  }

  @Test
  void itsEventsGetTheirFinalOutcomeWithTheRelease() {
    ItemPublished publish =
        new ItemPublished(new ItemId("a"), RulesHarness.embargoed("Secret", ONE));
    newsroom.act("e1", publish, "digest");
    newsroom.act("e2", new ItemUpdated(new ItemId("a"), titled("Better"), null, false), "digest");
    newsroom.passes(ONE);

    assertThat(newsroom.outcome("e1"))
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(2L, Outcome::lastSeq)
        .returns("0@1", Outcome::at);
    assertThat(newsroom.outcome("e2").lastSeq()).isEqualTo(2);
    assertThat(newsroom.act("e1", publish, "digest")).isEqualTo(newsroom.outcome("e1"));
  }

  @Test
  void itIsRevisedWhileHeldAndAForgottenEmbargoDoesNotLiftIt() {
    newsroom.hold("a", "Secret", ONE);
    Outcome outcome = newsroom.update("a", titled("Better"));

    assertThat(outcome).returns(Outcome.Status.HELD, Outcome::status).returns(2, Outcome::version);
    assertThat(newsroom.desk("a").held().embargoedUntil()).isEqualTo(ONE);

    newsroom.passes(ONE);
    assertThat(newsroom.item("a"))
        .returns("Better", item -> item.content().title())
        .returns(2, Item::version);
  }

  @Test
  void anEmbargoThatIsMovedIntoThePastReleasesAtOnce() {
    newsroom.hold("a", "Secret", ONE);
    Outcome outcome =
        newsroom.update("a", RulesHarness.embargoed("Secret", "2025-02-04T11:00:00Z"));

    assertThat(outcome.lastSeq()).isEqualTo(2);
    assertThat(newsroom.outcome("event-1").lastSeq()).isEqualTo(2);
    assertThat(newsroom.timers()).isEmpty();
  }

  @Test
  void anotherEmbargoReplacesTheTimer() {
    newsroom.hold("a", "Secret", ONE);
    newsroom.update("a", RulesHarness.embargoed("Secret", "2025-02-04T15:00:00Z"));
    newsroom.passes("2025-02-04T14:00:00Z");

    assertThat(newsroom.desk("a").onHold()).isTrue();
  }

  @Test
  void oneWhoHasSeenAnotherVersionCannotReviseIt() {
    newsroom.hold("a", "Secret", ONE);
    newsroom.update("a", titled("Better"));

    assertThat(newsroom.act(new ItemUpdated(new ItemId("a"), titled("Worse"), 1, false)))
        .returns(RejectionReason.VERSION_CONFLICT, Outcome::reason)
        .returns(2, Outcome::version);
  }

  @Test
  void withdrawnItIsGoneAndNoReaderEverKnew() {
    newsroom.hold("a", "Secret", ONE);
    Outcome outcome = newsroom.retract("a", "Not true");
    newsroom.passes("2025-02-04T19:00:00Z");

    assertThat(outcome)
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(null, Outcome::lastSeq);
    assertThat(newsroom.outcome("event-1").reason()).isEqualTo(RejectionReason.WITHDRAWN);
    assertThat(newsroom.changesFrom(1)).containsExactly("opened");
    assertThat(new String(newsroom.desk("a").value())).doesNotContain("Secret");
    assertThat(newsroom.publish("a", titled("Again")).reason())
        .isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.update("a", titled("Again")).reason()).isEqualTo(RejectionReason.RETRACTED);
    assertThat(newsroom.retract("a", "Not true").status()).isEqualTo(Outcome.Status.UNCHANGED);
  }

  @Test
  void whatWasWithdrawnCanBeRestoredAndHeldAgain() {
    newsroom.hold("a", "Secret", ONE);
    newsroom.retract("a", "Not true");

    assertThat(newsroom.restore("a", RulesHarness.embargoed("True now", ONE)))
        .returns(Outcome.Status.HELD, Outcome::status)
        .returns(2, Outcome::version);
    newsroom.passes(ONE);
    assertThat(newsroom.changesFrom(2)).containsExactly("published a");
  }

  @Test
  void whatReadersHaveSeenCannotBeEmbargoed() {
    newsroom.publish("a", titled("Bridge reopens"));
    assertThat(newsroom.update("a", RulesHarness.embargoed("Other", ONE)).reason())
        .isEqualTo(RejectionReason.ALREADY_PUBLIC);
    newsroom.retract("a", "Wrong bridge");
    assertThat(newsroom.restore("a", RulesHarness.embargoed("Other", ONE)).reason())
        .isEqualTo(RejectionReason.ALREADY_PUBLIC);
  }

  @Test
  void anEmbargoThatIsOverIsNone() {
    assertThat(newsroom.hold("a", "Known", "2025-02-04T12:00:00Z").status())
        .isEqualTo(Outcome.Status.ACCEPTED);
  }

  @Test
  void thePublicationTimeMayNotLieBehindTheRelease() {
    Instant embargo = Instant.parse(ONE);
    ItemContent late = titled("Secret").timed(embargo.plusSeconds(301), embargo);
    ItemContent just = titled("Secret").timed(embargo.plusSeconds(300), embargo);

    assertThat(newsroom.publish("a", late).reason()).isEqualTo(RejectionReason.PUBLISHED_IN_FUTURE);
    assertThat(newsroom.publish("b", just).status()).isEqualTo(Outcome.Status.HELD);
  }

  @Test
  void heldTwiceWithTheSameContentIsUnchangedAndWithOtherContentExists() {
    newsroom.hold("a", "Secret", ONE);

    assertThat(newsroom.hold("a", "Secret", ONE).status()).isEqualTo(Outcome.Status.UNCHANGED);
    assertThat(newsroom.hold("a", "Other", ONE).reason()).isEqualTo(RejectionReason.EXISTS);
    assertThat(newsroom.correct("a", "No", titled("x")).reason()).isEqualTo(RejectionReason.HELD);
  }

  @Test
  void aFeedThatClosedMeanwhileShowsNothingNew() {
    newsroom.hold("a", "Secret", ONE);
    newsroom.act(new FeedClosed());
    newsroom.passes(ONE);

    assertThat(newsroom.changesFrom(2)).containsExactly("closed");
    assertThat(newsroom.outcome("event-1").reason()).isEqualTo(RejectionReason.CLOSED);
    assertThat(newsroom.desk("a").status()).isEqualTo(DeskState.Status.RETRACTED);
    assertThat(newsroom.timers()).isEmpty();
  }

  @Test
  void whoWaitsIsBoundedAndTheFirstIsNeverForgotten() {
    newsroom.hold("a", "Secret", ONE);
    for (int i = 0; i < 200; i++) {
      newsroom.update("a", titled("Version " + i));
    }

    assertThat(newsroom.desk("a").waiting()).hasSize(50);
    newsroom.passes(ONE);
    assertThat(newsroom.outcome("event-1").status()).isEqualTo(Outcome.Status.ACCEPTED);
  }
}
