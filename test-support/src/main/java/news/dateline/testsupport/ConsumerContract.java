package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.DeskState;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import news.dateline.events.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the consumer writes to the topics for an editor's event. The consumer passes it, and so does
 * the stub that the producer is tested with.
 */
public abstract class ConsumerContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final AtomicInteger FEEDS = new AtomicInteger();

  private TopicClient topics;

  /** Kafka's {@code bootstrap.servers}. A consumer is running there. */
  protected abstract String kafka();

  @BeforeEach
  void follow() {
    topics = new TopicClient(kafka(), "contract-" + FEEDS.incrementAndGet());
  }

  @AfterEach
  void close() {
    topics.close();
  }

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
        .returns("Bridge reopens", ConsumerContract::title);
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
        .returns("Bridge reopens early", ConsumerContract::title);
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
    assertThat(item(2)).returns("Secret", ConsumerContract::title);
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

  private void publish() {
    topics.open();
    topics.send("publish", publication(titled("Bridge reopens")));
  }

  private static NewsEvent publication(ItemContent content) {
    return new NewsEvent.ItemPublished(new ItemId("a"), content);
  }

  private static NewsEvent update(String title, @Nullable Integer ifVersion) {
    return new NewsEvent.ItemUpdated(new ItemId("a"), titled(title), ifVersion, false);
  }

  private Outcome outcome(String event) {
    await().atMost(TIMEOUT).until(() -> !topics.outcomes(event).isEmpty());
    return topics.outcomes(event).get(0);
  }

  /** Waits for a change: the record of its topic may be visible later than its outcome. */
  private PublicState change(int seq) {
    await().atMost(TIMEOUT).until(() -> topics.changes().size() >= seq);
    PublicState change = topics.changes().get(seq - 1);
    assertThat(change.seq()).isEqualTo(seq);
    return change;
  }

  private Outcome secondOutcome() {
    await().atMost(TIMEOUT).until(() -> topics.outcomes("publish").size() == 2);
    return topics.outcomes("publish").get(1);
  }

  private PublicItem item(int seq) {
    return (PublicItem) change(seq);
  }

  private DeskState deskState(int number) {
    await().atMost(TIMEOUT).until(() -> topics.deskStates().size() >= number);
    return topics.deskStates().get(number - 1);
  }

  private void assertLastChange(int seq) {
    change(seq);
    assertThat(topics.changes()).hasSize(seq);
  }

  private static String title(PublicItem change) {
    return Objects.requireNonNull(change.item().content()).title();
  }

  private void assertAccepted(Outcome outcome, long seq, int version) {
    assertThat(outcome)
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(new ItemId("a"), Outcome::item)
        .returns(seq, Outcome::firstSeq)
        .returns(seq, Outcome::lastSeq)
        .returns(change(1).epoch(), Outcome::epoch)
        .returns(version, Outcome::version)
        .returns(null, Outcome::reason);
  }

  private static void assertRejected(
      Outcome outcome, RejectionReason reason, @Nullable Integer version) {
    assertThat(outcome)
        .returns(Outcome.Status.REJECTED, Outcome::status)
        .returns(reason, Outcome::reason)
        .returns(new ItemId("a"), Outcome::item)
        .returns(null, Outcome::firstSeq)
        .returns(null, Outcome::lastSeq)
        .returns(version, Outcome::version);
  }
}
