package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.WORLD;
import static news.dateline.consumer.topology.TopologyFixture.hold;
import static news.dateline.consumer.topology.TopologyFixture.publish;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.Author;
import news.dateline.events.Breaking;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Kicker;
import news.dateline.events.NewsEvent;
import news.dateline.events.Origin;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.testsupport.BrokenJson;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No record ends a stream thread. */
class PoisonRecordTests {
  private static final ItemId A = new ItemId("a");
  private static final Instant LATER = NOON.plusSeconds(10);

  private final TopologyFixture topology;

  PoisonRecordTests(@TempDir Path stateDir) {
    topology = new TopologyFixture(stateDir);
    topology.open();
    topology.discardOutput();
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @ParameterizedTest
  @CsvSource({
    "item.published, {}",
    "item.published, null",
    "item.published, '{\"id\":\"a\"}'",
    "item.updated, '{\"id\":\"a\",\"minor\":false}'",
    "item.imported, '{\"item\":{\"title\":\"News\"}}'",
    "item.retracted, '{\"reason\":\"x\"}'",
    "item.corrected, '{\"id\":\"a\",\"note\":\"x\"}'",
    "item.restored, {}",
    "item.pinned, {}",
    "breaking.started, '{\"level\":\"major\"}'",
    "breaking.ended, {}",
    "pin.removed, null",
    "feed.closed, null",
    "feed.defined, {}",
    "timer.due, null"
  })
  void whatCannotBeAnEventIsUnreadableAndGetsItsOutcome(String type, String value) {
    topology.send(NOON, "world".getBytes(UTF_8), value.getBytes(UTF_8), headers("poison", type));

    assertThat(topology.outcomes())
        .singleElement()
        .returns(new EventId("poison"), Outcome::eventId)
        .returns(Outcome.Status.REJECTED, Outcome::status)
        .returns(RejectionReason.UNREADABLE, Outcome::reason)
        .returns("0@1", Outcome::at);
    assertTheFeedGoesOn();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyVariantOfAnEventIsDecidedOrSetAside(NewsEvent event) {
    topology.send("first", NOON, publish("a", "Bridge reopens"));
    topology.discardOutput();
    EventEnvelope envelope =
        EventEnvelope.withoutActor(new EventId("e"), WORLD, "/desk/test", NOON, "digest", event);
    String type = new String(envelope.headers().lastHeader("ce_type").value(), UTF_8);
    List<byte[]> values = BrokenJson.variantsOf(envelope.value());
    for (int i = 0; i < values.size(); i++) {
      topology.send(
          NOON,
          envelope.key(),
          values.get(i),
          headers("poison-" + i, type.substring("news.dateline.".length())));
    }

    assertThat(topology.outcomes())
        .extracting(outcome -> outcome.eventId().value())
        .hasSize(values.size())
        .doesNotHaveDuplicates();
  }

  static Stream<NewsEvent> events() {
    return Stream.of(
        new NewsEvent.FeedDefined(settings()),
        new NewsEvent.ItemPublished(new ItemId("b"), content()),
        new NewsEvent.ItemUpdated(A, titled("Bridge reopens early"), 1, true),
        new NewsEvent.ItemImported(A, titled("Bridge reopens late"), NOON),
        new NewsEvent.ItemRetracted(A, "Wrong bridge", 1),
        new NewsEvent.FeedClosed(),
        new NewsEvent.ItemCorrected(A, "Friday", titled("Bridge"), 1),
        new NewsEvent.ItemRestored(A, titled("Bridge"), 1),
        new NewsEvent.ItemPinned(A),
        new NewsEvent.PinRemoved(),
        new NewsEvent.BreakingStarted(A, Breaking.Level.MAJOR, NOON.plusSeconds(60)),
        new NewsEvent.BreakingEnded(A),
        new NewsEvent.TimerDue(NOON));
  }

  private static ItemContent content() {
    return new ItemContent(
        "Bridge reopens",
        new Kicker("Traffic", "https://example.com/k"),
        "live",
        "Lead",
        "<p>Body</p>",
        "https://example.com/",
        new Image("https://example.com/i.png", "A bridge", 10, 10, "Anna"),
        List.of(new Author("Anna", "https://example.com/anna")),
        "Agency",
        List.of("bridge"),
        "city",
        "en",
        NOON.minusSeconds(60),
        LATER,
        true);
  }

  private static FeedSettings settings() {
    return new FeedSettings(
        "World",
        "en",
        "Europe/Kyiv",
        List.of("own"),
        FeedSettings.Access.PUBLIC,
        List.of(new Origin("https://example.com")),
        null,
        null);
  }

  @Test
  void headersThatAreNotThoseOfAnEventAreUnreadable() {
    for (String header :
        List.of("ce_specversion", "ce_type", "ce_source", "ce_time", "ce_digest")) {
      Headers headers = headers("without-" + header, "item.pinned").remove(header);
      topology.send(NOON, "world".getBytes(UTF_8), "{\"id\":\"a\"}".getBytes(UTF_8), headers);
      topology.send(
          NOON,
          "world".getBytes(UTF_8),
          "{\"id\":\"a\"}".getBytes(UTF_8),
          headers("null-" + header, "item.pinned").remove(header).add(header, null));
    }
    topology.send(
        NOON, "No Feed".getBytes(UTF_8), "{}".getBytes(UTF_8), headers("k", "pin.removed"));
    topology.send(NOON, null, "{}".getBytes(UTF_8), headers("n", "pin.removed"));

    assertThat(topology.outcomes())
        .hasSize(12)
        .extracting(Outcome::reason)
        .containsOnly(RejectionReason.UNREADABLE);
    assertTheFeedGoesOn();
  }

  @Test
  void anEventWhoseEffectDoesNotFitIntoARecordIsSetAside() {
    String large = "<p>" + "x".repeat(1 << 20) + "</p>";
    topology.send("large", NOON, new NewsEvent.ItemPublished(A, titled("Large").withBody(large)));

    assertThat(topology.outcomes())
        .extracting(Outcome::reason)
        .containsExactly(RejectionReason.UNREADABLE);
    assertThat(topology.rawFeedState()).isEmpty();
    assertTheFeedGoesOn();
  }

  @Test
  void anEventOnAStateThatCannotBeReadIsSetAsideWithoutAnyEffect() {
    topology.send("first", NOON, publish("pinned", "Ferry afloat"));
    topology.send("pin", NOON, new NewsEvent.ItemPinned(new ItemId("pinned")));
    topology.publicStore().put("world/broken", "{\"feed\":1}".getBytes(UTF_8));
    topology.discardOutput();

    topology.send("poison", NOON, new NewsEvent.ItemPinned(new ItemId("broken")));

    assertThat(topology.outcomes())
        .extracting(Outcome::reason)
        .containsExactly(RejectionReason.UNREADABLE);
    assertThat(topology.rawFeedState()).isEmpty();
    assertTheFeedGoesOn();
  }

  @Test
  void aTimerThatThrowsIsRemovedAndTheRecordBehindItIsDecided() {
    topology.send("held", NOON, hold("a", "Secret", LATER));
    topology.send("good", NOON, hold("b", "Other secret", LATER.plusSeconds(1)));
    topology.evictCaches();
    topology.deskStore().put("world/a", "{}".getBytes(UTF_8));
    topology.discardOutput();

    topology.send("next", LATER.plusSeconds(1), publish("c", "Bridge reopens"));

    assertThat(topology.changes())
        .extracting(change -> new String(change.key(), UTF_8))
        .containsExactly("world/b", "world/c");
    assertThat(topology.outcomes())
        .extracting(outcome -> outcome.eventId().value())
        .containsExactly("good", "next");
    assertThat(topology.timerStore().get("world/a")).isNull();
  }

  private void assertTheFeedGoesOn() {
    topology.send("good", NOON, publish("good", "Bridge reopens"));

    assertThat(topology.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.ACCEPTED);
    assertThat(topology.changes()).hasSize(1);
  }

  private static Headers headers(String id, String type) {
    return new RecordHeaders()
        .add("ce_specversion", "1.0".getBytes(UTF_8))
        .add("ce_id", id.getBytes(UTF_8))
        .add("ce_type", ("news.dateline." + type).getBytes(UTF_8))
        .add("ce_source", "/desk/test".getBytes(UTF_8))
        .add("ce_time", NOON.toString().getBytes(UTF_8))
        .add("ce_digest", "cafe".getBytes(UTF_8));
  }
}
