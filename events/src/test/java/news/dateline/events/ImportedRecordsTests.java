package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Records of imports that name their source. */
class ImportedRecordsTests {
  private static final FeedId WORLD = new FeedId("world");
  private static final ItemId ID = new ItemId("bridge-reopens");
  private static final List<ItemId> IDS =
      List.of(ID, new ItemId("0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d"));
  private static final ItemContent CONTENT = ItemContent.titled("Bridge reopens");

  @Test
  void anImportIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    NewsEvent.ItemImported imported =
        new NewsEvent.ItemImported(
            ID, CONTENT, null, "//news.example", ID.value(), "cafe", IDS, true, 7L);

    assertThat(json(Json.write(imported))).isEqualTo(golden("event-item-imported-source.json"));
    assertThat(Json.read(Json.write(imported), NewsEvent.ItemImported.class)).isEqualTo(imported);
  }

  @Test
  void anImportOfBeforeIsWrittenAsItWas() {
    byte[] earlier =
        "{\"id\":\"bridge-reopens\",\"item\":{\"title\":\"Bridge reopens\"}}".getBytes(UTF_8);

    NewsEvent.ItemImported read = Json.read(earlier, NewsEvent.ItemImported.class);

    assertThat(read).isEqualTo(new NewsEvent.ItemImported(ID, CONTENT, null));
    assertThat(Json.write(read)).isEqualTo(earlier);
  }

  @Test
  void aSourceWithoutANameIsNotAnEventOfBefore() {
    NewsEvent.ItemImported imported =
        new NewsEvent.ItemImported(ID, CONTENT, null, "", "1", "cafe", IDS, false, null);

    assertThat(Json.read(Json.write(imported), NewsEvent.ItemImported.class).source()).isEmpty();
  }

  @Test
  void anImportThatNamesItsSourceNamesTheItemInIt() {
    assertThatExceptionOfType(InvalidFieldException.class)
        .isThrownBy(
            () -> new NewsEvent.ItemImported(ID, CONTENT, null, "", null, "cafe", IDS, null, null));
  }

  @Test
  void aDeletionIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    EventEnvelope event =
        EventEnvelope.withoutActor(
            new EventId("e1"),
            WORLD,
            "/desk/editor",
            Instant.EPOCH,
            "cafe",
            new NewsEvent.ItemDeletedAtSource(
                ID, "//news.example", ID.value(), IDS, "The source deleted it", null, null));
    String type = new String(event.headers().lastHeader("ce_type").value(), UTF_8);

    assertThat(json(event.value())).isEqualTo(golden("event-" + type + ".json"));
    assertThat(EventEnvelope.read(event.key(), event.headers(), event.value())).isEqualTo(event);
  }

  @Test
  void thePollsOfASourceAreWrittenAndReadAsInTheGoldenFile() throws IOException {
    PolledSource source =
        new PolledSource(
            WORLD,
            "//news.example",
            7,
            "7c9e6679",
            "cafe",
            "\"a1\"",
            "Tue, 04 Feb 2025 12:00:00 GMT",
            Instant.parse("2025-02-04T12:05:00Z"),
            1,
            Instant.parse("2025-02-04T12:00:00Z"),
            "HTTP status 503");

    assertThat(json(source.value())).isEqualTo(golden("polled-source.json"));
    assertThat(PolledSource.read(source.value())).isEqualTo(source);
    assertThat(new String(source.key(), UTF_8)).isEqualTo("world///news.example");
  }

  @Test
  void whatTheDeskKnowsOfAnImportIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    DeskState state =
        new DeskState(
            WORLD,
            "k3f9",
            ID,
            DeskState.Status.PUBLISHED,
            2,
            null,
            null,
            null,
            List.of(),
            List.of(),
            new DeskState.ImportedFrom(
                "//news.example",
                "4f0a8b1e4f0a8b1e4f0a8b1e4f0a8b1e",
                "cafe",
                2,
                List.of("0c1d2e3f0c1d2e3f0c1d2e3f0c1d2e3f")));

    assertThat(json(state.value())).isEqualTo(golden("desk-state-imported.json"));
    assertThat(DeskState.read(state.value())).isEqualTo(state);
  }

  /** Unreleased builds wrote the id of the item in its source and no digests of its story. */
  @Test
  void anOriginThatIsNotWrittenInDigestsIsNotRead() throws IOException {
    String earlier = golden("desk-state-imported-plain.json").toString();

    for (String guid : List.of("bridge-reopens", "0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d")) {
      DeskState read = DeskState.read(earlier.formatted(guid).getBytes(UTF_8));

      assertThat(read.importedFrom()).isNull();
      assertThat(new String(read.value(), UTF_8)).doesNotContain("news.example");
    }
  }

  private static JsonNode json(byte[] json) {
    return Json.mapper().readTree(json);
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file = ImportedRecordsTests.class.getResourceAsStream("/golden/" + name)) {
      return Json.mapper().readTree(Objects.requireNonNull(file, name).readAllBytes());
    }
  }
}
