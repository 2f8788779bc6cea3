package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import news.dateline.events.Actor;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import news.dateline.events.Topic;
import org.junit.jupiter.api.Test;

/**
 * Checks the records that a consumer writes for an editor's event. The consumer passes these tests,
 * and so does the stub with which the producer is tested.
 */
public abstract class ConsumerContract extends ConsumerFixture {
  private static final Actor REPORTER = new Actor(new IdentityId("ann"), Set.of(Right.SUBMIT));

  @Test
  void aFeedOpensWithSeqOne() {
    topics.open();

    assertThat(outcome("open"))
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(1L, Outcome::firstSeq)
        .returns(1L, Outcome::lastSeq)
        .returns(null, Outcome::item)
        .returns(null, Outcome::version)
        .returns(change(1).epoch(), Outcome::epoch);
    assertThat(((PublicFeed) change(1)).change()).isEqualTo(PublicState.Change.OPENED);
  }

  @Test
  void aPublicationIsAPublicStateAndADeskState() {
    publish();

    assertAccepted(outcome("publish"), 2, 1);
    assertThat(item(2))
        .returns(PublicState.Change.PUBLISHED, PublicItem::change)
        .returns("Bridge reopens", ConsumerFixture::title);
    assertThat(deskState(1))
        .returns(DeskState.Status.PUBLISHED, DeskState::status)
        .returns(1, DeskState::version)
        .returns(null, DeskState::held);
  }

  @Test
  void anUpdateRaisesTheVersionUnlessTheContentIsTheSame() {
    publish();
    topics.send("same", update("Bridge reopens", 1));
    topics.send("update", update("Bridge reopens early", 1));

    assertThat(outcome("same"))
        .returns(Outcome.Status.UNCHANGED, Outcome::status)
        .returns(1, Outcome::version)
        .returns(null, Outcome::firstSeq);
    assertAccepted(outcome("update"), 3, 2);
    assertThat(item(3))
        .returns(PublicState.Change.UPDATED, PublicItem::change)
        .returns(2L, change -> change.item().firstSeq())
        .returns("Bridge reopens early", ConsumerFixture::title);
  }

  @Test
  void aRejectionHasTheCurrentVersionAndChangesNothing() {
    topics.open();
    topics.send("early", update("Bridge reopens early", null));
    topics.send("publish", publication(titled("Bridge reopens")));
    topics.send("conflict", update("Bridge reopens early", 7));
    topics.send("again", publication(titled("Bridge reopens again")));

    assertRejected(outcome("early"), RejectionReason.NO_ITEM, null);
    assertRejected(outcome("conflict"), RejectionReason.VERSION_CONFLICT, 1);
    assertRejected(outcome("again"), RejectionReason.EXISTS, 1);
    assertThat(outcome("again").epoch()).isEqualTo(change(1).epoch());
    assertLastChange(2);
  }

  @Test
  void anEventOfAFeedThatIsNotOpenIsRejected() {
    topics.send("publish", publication(titled("Bridge reopens")));

    assertRejected(outcome("publish"), RejectionReason.NO_FEED, null);
    assertThat(outcome("publish").epoch()).isNull();
  }

  @Test
  void aHeldItemGetsASecondOutcomeWhenItIsReleased() {
    topics.open();
    Instant embargo = Instant.now().plusMillis(1_500);
    topics.send("publish", publication(titled("Secret").withTimes(null, embargo)));

    assertThat(outcome("publish"))
        .returns(Outcome.Status.HELD, Outcome::status)
        .returns(1, Outcome::version)
        .returns(null, Outcome::firstSeq);
    assertThat(deskState(1))
        .returns(DeskState.Status.HELD, DeskState::status)
        .matches(held -> held.held() != null);
    assertLastChange(1);

    assertAccepted(secondOutcome(), 2, 1);
    assertThat(item(2)).returns("Secret", ConsumerFixture::title);
    assertThat(deskState(2)).returns(DeskState.Status.PUBLISHED, DeskState::status);
  }

  @Test
  void aRetractionLeavesTheReasonAndNoContent() {
    publish();
    topics.send("retract", new NewsEvent.ItemRetracted(new ItemId("a"), "Wrong bridge", null));

    Outcome outcome = outcome("retract");
    assertAccepted(outcome, 3, item(3).item().version());
    assertThat(item(3))
        .returns(PublicState.Change.RETRACTED, PublicItem::change)
        .returns("Wrong bridge", change -> change.item().reason())
        .returns(null, change -> change.item().content());
    assertThat(deskState(2)).returns(DeskState.Status.RETRACTED, DeskState::status);
  }

  @Test
  void anEventIdWithOtherContentIsRejected() {
    publish();
    topics.send("publish", "other digest", publication(titled("Ferry afloat")));

    assertRejected(secondOutcome(), RejectionReason.ID_REUSED, null);
  }

  @Test
  void aRepeatedEventGetsItsOutcomeAgainWithItsOwnCause() {
    publish();
    topics.send("publish", publication(titled("Bridge reopens")));
    assertThat(secondOutcome()).isEqualTo(outcome("publish"));

    List<String> sent =
        topics.log(Topic.NEWS_EVENTS).stream()
            .filter(event -> new String(event.key(), UTF_8).equals(topics.feed().value()))
            .map(event -> event.partition() + "@" + event.offset())
            .toList();
    assertThat(topics.log(Topic.NEWS_OUTCOMES))
        .filteredOn(entry -> new String(entry.key(), UTF_8).startsWith(topics.feed() + "-"))
        .extracting(entry -> new String(entry.headers().lastHeader("cause").value(), UTF_8))
        .isEqualTo(sent);
    assertThat(outcome("publish").at()).isEqualTo(sent.get(1));
    assertLastChange(2);
  }

  @Test
  void anItemOfAnAuthorWhoMayOnlySubmitAwaitsItsRelease() {
    topics.open();
    topics.send("publish", REPORTER, publication(titled("Bridge reopens")));

    assertThat(outcome("publish"))
        .returns(Outcome.Status.HELD, Outcome::status)
        .returns(1, Outcome::version)
        .returns(null, Outcome::firstSeq);
    assertThat(deskState(1))
        .returns(DeskState.Status.SUBMITTED, DeskState::status)
        .matches(submitted -> submitted.held() != null);
    assertLastChange(1);

    topics.send("release", new NewsEvent.ItemReleased(new ItemId("a"), 1));
    assertAccepted(outcome("release"), 2, 1);
    assertAccepted(secondOutcome(), 2, 1);
    assertThat(item(2))
        .returns(PublicState.Change.PUBLISHED, PublicItem::change)
        .returns("Bridge reopens", ConsumerFixture::title);
    assertThat(deskState(2)).returns(DeskState.Status.PUBLISHED, DeskState::status);
  }

  @Test
  void aReturnedItemIsRejectedForItsAuthorAndIsNoChange() {
    topics.open();
    topics.send("publish", REPORTER, publication(titled("Bridge reopens")));
    topics.send("return", new NewsEvent.ItemReturned(new ItemId("a"), "Which bridge?", 1));

    assertThat(outcome("return"))
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(1, Outcome::version)
        .returns(null, Outcome::firstSeq);
    assertRejected(secondOutcome(), RejectionReason.RETURNED, 1);
    DeskState returned = deskState(2);
    assertThat(returned.status()).isEqualTo(DeskState.Status.RETURNED);
    assertThat(returned.history()).last().returns("Which bridge?", DeskState.HistoryEntry::note);
    assertLastChange(1);
  }

  @Test
  void breakingNewsIsAChangeOfTheSameVersion() {
    publish();
    Instant until = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    topics.send(
        "break", new NewsEvent.BreakingStarted(new ItemId("a"), Breaking.Level.MAJOR, until));
    topics.send("end", new NewsEvent.BreakingEnded(new ItemId("a")));

    assertAccepted(outcome("break"), 3, 1);
    assertThat(item(3))
        .returns(PublicState.Change.BREAKING, PublicItem::change)
        .returns(new Breaking(Breaking.Level.MAJOR, until), change -> change.item().breaking());
    assertAccepted(outcome("end"), 4, 1);
    assertThat(item(4))
        .returns(PublicState.Change.BREAKING_ENDED, PublicItem::change)
        .returns(null, change -> change.item().breaking());
  }
}
