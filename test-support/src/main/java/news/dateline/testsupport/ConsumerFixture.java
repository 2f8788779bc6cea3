package news.dateline.testsupport;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.DeskState;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A feed of its own for each test of a consumer, and what the tests expect of its records. */
abstract class ConsumerFixture {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final AtomicInteger FEEDS = new AtomicInteger();

  TopicClient topics;

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

  void publish() {
    topics.open();
    topics.send("publish", publication(titled("Bridge reopens")));
  }

  static NewsEvent publication(ItemContent content) {
    return new NewsEvent.ItemPublished(new ItemId("a"), content);
  }

  static NewsEvent update(String title, @Nullable Integer ifVersion) {
    return new NewsEvent.ItemUpdated(new ItemId("a"), titled(title), ifVersion, false);
  }

  Outcome outcome(String event) {
    await().atMost(TIMEOUT).until(() -> !topics.outcomes(event).isEmpty());
    return topics.outcomes(event).get(0);
  }

  /** Waits for a change: the record of its topic may be visible later than its outcome. */
  PublicState change(int seq) {
    await().atMost(TIMEOUT).until(() -> topics.changes().size() >= seq);
    PublicState change = topics.changes().get(seq - 1);
    assertThat(change.seq()).isEqualTo(seq);
    return change;
  }

  Outcome secondOutcome() {
    await().atMost(TIMEOUT).until(() -> topics.outcomes("publish").size() == 2);
    return topics.outcomes("publish").get(1);
  }

  PublicItem item(int seq) {
    return (PublicItem) change(seq);
  }

  DeskState deskState(int number) {
    await().atMost(TIMEOUT).until(() -> topics.deskStates().size() >= number);
    return topics.deskStates().get(number - 1);
  }

  void assertLastChange(int seq) {
    change(seq);
    assertThat(topics.changes()).hasSize(seq);
  }

  static String title(PublicItem change) {
    return Objects.requireNonNull(change.item().content()).title();
  }

  void assertAccepted(Outcome outcome, long seq, int version) {
    assertThat(outcome)
        .returns(Outcome.Status.ACCEPTED, Outcome::status)
        .returns(new ItemId("a"), Outcome::item)
        .returns(seq, Outcome::firstSeq)
        .returns(seq, Outcome::lastSeq)
        .returns(change(1).epoch(), Outcome::epoch)
        .returns(version, Outcome::version)
        .returns(null, Outcome::reason);
  }

  static void assertRejected(Outcome outcome, RejectionReason reason, @Nullable Integer version) {
    assertThat(outcome)
        .returns(Outcome.Status.REJECTED, Outcome::status)
        .returns(reason, Outcome::reason)
        .returns(new ItemId("a"), Outcome::item)
        .returns(null, Outcome::firstSeq)
        .returns(null, Outcome::lastSeq)
        .returns(version, Outcome::version);
  }
}
