package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The golden files are the wire format: a test that fails here breaks every reader out there. */
class WireFormatTests {
  private static final FeedId WORLD = new FeedId("world");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  @Test
  void aPublicItemIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    PublicState state =
        new PublicItem(WORLD, "k3f9", PublicState.Change.UPDATED, item(everything()));

    assertThat(json(state.value())).isEqualTo(golden("feed-state-item.json"));
    assertThat(PublicState.read(state.key(), state.value())).isEqualTo(state);
    assertThat(new String(state.key(), UTF_8)).isEqualTo("world/bridge-reopens");
  }

  @Test
  void aRetractedItemHasNoContentOnTheWire() throws IOException {
    PublicState state = new PublicItem(WORLD, "k3f9", PublicState.Change.RETRACTED, retracted());

    assertThat(json(state.value())).isEqualTo(golden("feed-state-retracted.json"));
    assertThat(PublicState.read(state.key(), state.value())).isEqualTo(state);
  }

  @Test
  void aFeedIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    PublicState state =
        new PublicFeed(
            WORLD, "k3f9", 1, PublicState.Change.OPENED, PublicFeed.Status.OPEN, profile(), NOON);

    assertThat(json(state.value())).isEqualTo(golden("feed-state-feed.json"));
    assertThat(PublicState.read(state.key(), state.value())).isEqualTo(state);
    assertThat(new String(state.key(), UTF_8)).isEqualTo("world");
  }

  @Test
  void whatTheDeskKnowsIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    DeskState state =
        new DeskState(
            WORLD,
            "k3f9",
            new ItemId("bridge-reopens"),
            DeskState.Status.HELD,
            1,
            null,
            ItemContent.titled("Bridge reopens").withTimes(null, NOON),
            null,
            List.of(new DeskState.PendingEvent(new EventId("e1"), "cafe", NOON, "0@17")),
            List.of(new DeskState.HistoryEntry("held", NOON, "/desk/editor", 1, null, null)),
            null);

    assertThat(json(state.value())).isEqualTo(golden("desk-state-held.json"));
    assertThat(DeskState.read(state.value())).isEqualTo(state);
    assertThat(new String(state.key(), UTF_8)).isEqualTo("world/bridge-reopens");
  }

  @Test
  void anOutcomeIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    Outcome outcome =
        new Outcome(
            new EventId("6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
            Outcome.Status.REJECTED,
            WORLD,
            new ItemId("bridge-reopens"),
            null,
            null,
            "k3f9",
            4,
            RejectionReason.VERSION_CONFLICT,
            null,
            "0@17");

    assertThat(json(Json.write(outcome))).isEqualTo(golden("outcome.json"));
    assertThat(Json.read(Json.write(outcome), Outcome.class)).isEqualTo(outcome);
  }

  @Test
  void everyEventIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    ItemId id = new ItemId("bridge-reopens");
    List<NewsEvent> events =
        List.of(
            new NewsEvent.FeedDefined(profile()),
            new NewsEvent.ItemPublished(id, everything()),
            new NewsEvent.ItemUpdated(id, ItemContent.titled("Bridge reopens early"), 3, true),
            new NewsEvent.ItemImported(id, ItemContent.titled("Bridge reopens"), NOON),
            new NewsEvent.ItemRetracted(id, "Wrong bridge", null),
            new NewsEvent.FeedClosed(),
            new NewsEvent.ItemCorrected(id, "Friday", ItemContent.titled("Bridge reopens"), 3),
            new NewsEvent.ItemRestored(id, ItemContent.titled("Bridge reopens"), null),
            new NewsEvent.ItemPinned(id),
            new NewsEvent.PinRemoved(),
            new NewsEvent.BreakingStarted(id, Breaking.Level.MAJOR, NOON),
            new NewsEvent.BreakingEnded(id),
            new NewsEvent.TimerDue(NOON),
            new NewsEvent.ItemReleased(id, null),
            new NewsEvent.ItemReturned(id, "Say who said it.", 2));

    for (NewsEvent data : events) {
      EventEnvelope event = event(data);
      String type = new String(event.headers().lastHeader("ce_type").value(), UTF_8);
      assertThat(json(event.value())).as(type).isEqualTo(golden("event-" + type + ".json"));
      assertThat(EventEnvelope.read(event.key(), event.headers(), event.value())).isEqualTo(event);
    }
  }

  @Test
  void theHeadersAreThoseOfCloudEventsInBinaryMode() {
    EventEnvelope event = event(new NewsEvent.FeedDefined(profile()));

    assertThat(event.headers())
        .extracting(header -> header.key() + ": " + new String(header.value(), UTF_8))
        .containsExactly(
            "ce_specversion: 1.0",
            "ce_id: e1",
            "ce_type: news.dateline.feed.defined",
            "ce_source: /desk/editor",
            "ce_time: 2025-02-04T12:00:00Z",
            "ce_digest: cafe",
            "ce_ruleslevel: 4",
            "content-type: application/json");
  }

  @Test
  void aReaderToleratesFieldsItDoesNotKnow() {
    byte[] json =
        "{\"feed\":\"world\",\"epoch\":\"k3f9\",\"change\":\"published\",\"mood\":1,\"item\":{\"id\":\"a\",\"status\":\"published\",\"version\":1,\"seq\":2,\"firstSeq\":2,\"day\":\"2025-02-04\",\"publishedAt\":\"2025-02-04T12:00:00Z\",\"title\":\"Hi\",\"mood\":{}}}"
            .getBytes(UTF_8);

    assertThat(PublicState.read("world/a".getBytes(UTF_8), json).seq()).isEqualTo(2);
  }

  @Test
  void whatCannotBeReadSaysWhyWithoutQuotingIt() {
    byte[] json = "{\"feed\":\"world\",\"secret\":".getBytes(UTF_8);

    assertThatThrownBy(() -> PublicState.read("world/a".getBytes(UTF_8), json))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> EventEnvelope.read("world".getBytes(UTF_8), new RecordHeaders(), json))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessage("ce_specversion is missing");
  }

  @Test
  void aRecordThatLacksWhatEveryReaderNeedsCannotBeRead() {
    assertThatThrownBy(() -> PublicState.read("world".getBytes(UTF_8), "{}".getBytes(UTF_8)))
        .isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> PublicState.read("world/a".getBytes(UTF_8), "{}".getBytes(UTF_8)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  private static EventEnvelope event(NewsEvent data) {
    return EventEnvelope.withoutActor(new EventId("e1"), WORLD, "/desk/editor", NOON, "cafe", data);
  }

  private static FeedSettings profile() {
    return new FeedSettings(
        "World",
        "uk",
        "Europe/Kyiv",
        List.of("podcast"),
        FeedSettings.Access.PARTNER,
        List.of(),
        null,
        null);
  }

  private static Item item(ItemContent content) {
    return new Item(
        new ItemId("bridge-reopens"),
        Item.Status.PUBLISHED,
        3,
        48214,
        48001,
        LocalDate.of(2025, 2, 4),
        NOON,
        NOON.plusSeconds(60),
        content,
        true,
        new Breaking(Breaking.Level.MAJOR, NOON.plusSeconds(3_600)),
        List.of(new Item.Correction(NOON.plusSeconds(60), "The bridge reopens on Friday", null)),
        null,
        null);
  }

  private static Item retracted() {
    return new Item(
        new ItemId("bridge-reopens"),
        Item.Status.RETRACTED,
        3,
        48215,
        48001,
        LocalDate.of(2025, 2, 4),
        NOON,
        null,
        null,
        null,
        null,
        List.of(),
        NOON.plusSeconds(120),
        "Wrong bridge");
  }

  private static ItemContent everything() {
    return new ItemContent(
        "Bridge reopens",
        new Kicker("Bridge works", "https://example.org/bridge"),
        "exclusive",
        "Two days early.",
        "<p>Trams <b>run</b> again.</p>",
        "https://example.org/story",
        new Image("https://example.org/b.jpg", "A bridge", 1200, 800, "O. Marchuk"),
        List.of(new Author("Olena Marchuk", "https://example.org/om")),
        "City desk",
        List.of("bridge", "trams"),
        "City",
        "en",
        NOON,
        NOON.plusSeconds(600),
        true);
  }

  private static JsonNode json(byte[] json) {
    return Json.mapper().readTree(json);
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file = WireFormatTests.class.getResourceAsStream("/golden/" + name)) {
      return Json.mapper().readTree(Objects.requireNonNull(file, name));
    }
  }
}
