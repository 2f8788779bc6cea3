package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Breaking news that is part of a publication, on the wire. */
class BreakingTests {
  private static final FeedId WORLD = new FeedId("world");
  private static final ItemId ID = new ItemId("bridge-reopens");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  private static final ItemContent CONTENT = ItemContent.titled("Bridge reopens");

  @Test
  void aPublicationAsBreakingNewsIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    NewsEvent publication =
        new NewsEvent.ItemPublished(
            ID, CONTENT, new Breaking.Planned(Breaking.Level.MAJOR, NOON), 10);

    assertThat(json(publication)).isEqualTo(golden("event-item-published-breaking.json"));
    assertThat(Json.read(Json.write(publication), NewsEvent.ItemPublished.class))
        .isEqualTo(publication);
  }

  @Test
  void aPublicationOfBeforeIsWrittenAsItWas() {
    byte[] earlier =
        "{\"id\":\"bridge-reopens\",\"item\":{\"title\":\"Bridge reopens\"}}".getBytes(UTF_8);

    assertThat(Json.read(earlier, NewsEvent.ItemPublished.class))
        .isEqualTo(new NewsEvent.ItemPublished(ID, CONTENT));
    assertThat(Json.write(new NewsEvent.ItemPublished(ID, CONTENT))).isEqualTo(earlier);
  }

  @Test
  void aHeldItemThatWillBeBreakingNewsIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    DeskState state =
        new DeskState(
            WORLD,
            "k3f9",
            ID,
            DeskState.Status.HELD,
            1,
            null,
            CONTENT.withTimes(null, NOON),
            new Breaking.Planned(Breaking.Level.MAJOR, NOON.plusSeconds(60)),
            List.of(),
            List.of(new DeskState.HistoryEntry("held", NOON, "/desk/editor", 1, null, null)),
            null);

    assertThat(json(state)).isEqualTo(golden("desk-state-held-breaking.json"));
    assertThat(DeskState.read(state.value())).isEqualTo(state);
  }

  private static JsonNode json(Object value) {
    return Json.mapper().readTree(Json.write(value));
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file = BreakingTests.class.getResourceAsStream("/golden/" + name)) {
      return Json.mapper().readTree(Objects.requireNonNull(file).readAllBytes());
    }
  }
}
