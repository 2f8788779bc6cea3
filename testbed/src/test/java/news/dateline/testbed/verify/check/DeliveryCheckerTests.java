package news.dateline.testbed.verify.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import news.dateline.client.ServerSentEvent;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.subscriber.StreamFilter;
import org.junit.jupiter.api.Test;

class DeliveryCheckerTests {
  private final AuditScenario feed = new AuditScenario(StreamFilter.NONE);

  @Test
  void findsNothingWrongWithACleanStream() {
    feed.happens(1, "published", "a").happens(2, "published", "b").happens(3, "updated", "a");
    feed.happens(4, "retracted", "b");

    feed.connects(0).comes(1, 2, 3, 4);

    assertThat(feed.found()).isEmpty();
    assertThat(feed.latency.published().count()).isEqualTo(4);
    assertThat(feed.latency.published().max()).isEqualTo(1);
  }

  @Test
  void catchesADroppedChange() {
    feed.happens(1, "published", "a").happens(2, "published", "b").happens(3, "published", "c");

    feed.connects(0).comes(1, 3);

    assertThat(feed.found())
        .containsExactly(
            "missed: subscriber 7, seq 2, item b: never received the change, and never"
                + " received a newer change of this item");
  }

  @Test
  void catchesAChangeDroppedBeforeANewerOneExisted() {
    feed.happens(1, "published", "a").happens(2, "published", "b").happens(3, "updated", "a");

    feed.connects(0).comesAt(2, 2_001).comesAt(3, 3_001);

    assertThat(feed.found())
        .containsExactly(
            "missed: subscriber 7, seq 1, item a: never received the change, although no"
                + " newer change existed when the cursor passed it");
  }

  @Test
  void acceptsTheNewestOfSeveralChangesForASlowSubscriber() {
    feed.happens(1, "published", "a").happens(2, "published", "b").happens(3, "updated", "a");

    feed.connects(0).comesAt(2, 9_000).comesAt(3, 9_001);

    assertThat(feed.found()).isEmpty();
    assertThat(feed.conflated()).isEqualTo(1);
  }

  @Test
  void acceptsChangesThatASlowSubscriberPassedOneByOne() {
    feed.happens(1, "published", "a").happens(2, "published", "b").happens(3, "updated", "a");
    feed.happens(4, "published", "c").happens(5, "updated", "a");

    // the cursor passed 1 when 3 existed and 5 did not; it passed 3 when 5 existed
    feed.connects(0).comesAt(2, 3_500).comesAt(4, 6_000).comesAt(5, 6_001);

    assertThat(feed.found()).isEmpty();
    assertThat(feed.conflated()).isEqualTo(2);
  }

  @Test
  void catchesADoubledChange() {
    feed.happens(1, "published", "a").happens(2, "published", "b");

    feed.connects(0).comes(1, 1, 2);

    assertThat(feed.found())
        .containsExactly(
            "doubled: subscriber 7, seq 1, item a: published came when the cursor was k3f9-1"
                + " already");
  }

  @Test
  void catchesADoubledChangeAfterAReconnect() {
    feed.happens(1, "published", "a").happens(2, "published", "b");

    feed.connects(0).comes(1, 2).connects(2).comes(2);

    assertThat(feed.found()).singleElement().asString().startsWith("doubled: ");
  }

  @Test
  void catchesAReorderedChange() {
    feed.happens(1, "published", "a").happens(2, "published", "b");

    feed.connects(0).comesAt(2, 2_001).comesAt(1, 2_002);

    assertThat(feed.found())
        .contains(
            "reordered: subscriber 7, seq 1, item a: published came when the cursor was k3f9-2"
                + " already");
  }

  @Test
  void catchesACursorAheadOfWhatWasSent() {
    feed.happens(1, "published", "a").happens(2, "published", "b");

    feed.connects(0).heartbeat(2, 2_001).comes(1, 2);

    assertThat(feed.found())
        .singleElement()
        .asString()
        .startsWith("reordered: subscriber 7, seq 1");
  }

  @Test
  void catchesAnItemBeforeTheEndOfItsEmbargo() {
    feed.operationLog.embargo("a", 5_000);
    feed.happens(1, "published", "a");

    feed.connects(0).comesAt(1, 4_999);

    assertThat(feed.found())
        .containsExactly("early: subscriber 7, seq 1, item a: shown 1 ms before its embargo ends");
  }

  @Test
  void anEmbargoMayEndEarlierByTheErrorOfAClockAndNoMore() {
    AuditScenario ahead = new AuditScenario(StreamFilter.NONE, Duration.ofSeconds(30));
    ahead.operationLog.embargo("a", 31_001);
    ahead.operationLog.embargo("b", 32_002);
    ahead.happens(1, "published", "a").happens(2, "published", "b");

    ahead.connects(0).comes(1, 2);

    assertThat(ahead.found())
        .containsExactly("early: subscriber 7, seq 2, item b: shown 1 ms before its embargo ends");
  }

  @Test
  void catchesASubscriberLeftBehind() {
    feed.happens(1, "published", "a").happens(2, "published", "b");

    feed.connects(0).comes(1);

    assertThat(feed.found())
        .containsExactly("missed: subscriber 7: never reached more than 1 of 2");
  }

  @Test
  void catchesAStreamThatBeginsAtAnotherPosition() {
    feed.happens(1, "published", "a").happens(2, "published", "a");

    feed.connects(0).comes(1).connects(2);

    assertThat(feed.found())
        .contains("position: subscriber 7: came with k3f9-1, the stream begins at k3f9-2");
  }

  @Test
  void catchesAResetWithinOneEpoch() {
    feed.happens(1, "published", "a");
    feed.connects(0).comes(1);

    AuditScenario reset =
        feed.comes(
            Frame.of(
                new ServerSentEvent("reset", "k3f9-1", "{\"reason\":\"ahead\"}".getBytes(UTF_8))),
            2_000);

    assertThat(reset.found())
        .containsExactly("reset: subscriber 7, seq 1: ahead, the subscriber came with k3f9-1");
  }

  @Test
  void expectsNoChangeFromBeforeTheFirstConnect() {
    feed.happens(1, "published", "a").happens(2, "published", "b");

    feed.connects(1).comes(2);

    assertThat(feed.found()).isEmpty();
  }

  @Test
  void catchesDifferentContentOfOneChange() {
    feed.happens(1, "published", "a")
        .happens(1, "published", "a", "{\"id\":\"a\",\"title\":\"b\"}");
    feed.connects(0).comes(1);

    assertThat(feed.found()).anyMatch(line -> line.startsWith("disagreement: the stream, seq 1"));
  }

  @Test
  void acceptsAStreamThatMatchesItsFilter() {
    AuditScenario filtered =
        new AuditScenario(new StreamFilter(List.of("live"), List.of(), List.of(), false));
    String live = "{\"id\":\"a\",\"label\":\"live\"}";
    String other = "{\"id\":\"a\",\"label\":\"review\"}";
    filtered
        .happens(1, "published", "a", live)
        .happens(2, "published", "b", other.replace("\"a\"", "\"b\""))
        .happens(3, "updated", "a", other)
        .happens(4, "updated", "a", live);

    filtered.connects(0).comesAt(1, 1_001);
    filtered.comes(AuditScenario.item(3, "left", "a", ""), 3_001);
    filtered.comesAt(4, 4_001);

    assertThat(filtered.found()).isEmpty();
  }

  @Test
  void catchesAMissingLeftEventOfAFilter() {
    AuditScenario filtered =
        new AuditScenario(new StreamFilter(List.of("live"), List.of(), List.of(), false));
    filtered
        .happens(1, "published", "a", "{\"id\":\"a\",\"label\":\"live\"}")
        .happens(2, "updated", "a", "{\"id\":\"a\",\"label\":\"review\"}");

    filtered.connects(0).comesAt(1, 1_001).heartbeat(2, 2_001);

    assertThat(filtered.found())
        .singleElement()
        .asString()
        .startsWith("missed: subscriber 7, seq 2");
  }

  @Test
  void catchesAnItemThatTheFilterExcludes() {
    AuditScenario filtered =
        new AuditScenario(new StreamFilter(List.of(), List.of(), List.of(), true));
    filtered.happens(1, "published", "a");

    filtered.connects(0).comes(1);

    assertThat(filtered.found())
        .singleElement()
        .asString()
        .startsWith("unasked: subscriber 7, seq 1");
  }
}
