package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every act of an editor, from the call to the open stream and the snapshot. */
class EditorialIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path data;

  @Test
  void everyActIsAChangeOnAnOpenStreamAndAStateInTheSnapshot() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      news.open("world");
      try (EventRecorder stream =
          new EventRecorder(dateline.page() + "/feeds/world/stream", null)) {
        await().atMost(SOON).until(() -> stream.events().contains("at"));
        edit(news);
        await().atMost(SOON).until(() -> stream.changes().size() == 14);

        assertThat(stream.changes().stream().map(EditorialIT::words))
            .containsExactly(
                "published a 2",
                "published b 3",
                "updated a 4",
                "moved a 5",
                "corrected a 6",
                "pinned a 7",
                "breaking a 8",
                "unpinned a 9",
                "pinned b 10",
                "breaking-ended a 11",
                "breaking a 12",
                "retracted a 14",
                "restored a 15",
                "published held 16");
      }
      JsonNode snapshot = Json.mapper().readTree(news.snapshot("world", ""));
      assertThat(snapshot.path("seq").asLong()).isEqualTo(16);
      assertThat(snapshot.path("pinned").path("id").asString()).isEqualTo("b");
    }
  }

  private static void edit(EditorApiClient news) throws Exception {
    Instant embargo = Instant.now().plusSeconds(6);
    String held = "{\"id\":\"held\",\"title\":\"Secret\",\"embargoedUntil\":\"" + embargo + "\"}";
    assertThat(news.edit("POST", "/feeds/world/items", held).path("status").asString())
        .isEqualTo("held");
    news.publish("world", "a", "Bridge reopens");
    news.publish("world", "b", "Ferry afloat");
    news.update("world", "a", "Bridge reopens early");
    String item = "{\"title\":\"Bridge reopens\",\"publishedAt\":\"2025-02-03T22:30:00Z\"}";
    news.edit("PUT", "/feeds/world/items/a", item);
    String correction = "{\"note\":\"Friday\",\"item\":{\"title\":\"Bridge\"}}";
    news.edit("POST", "/feeds/world/items/a/corrections", correction);
    news.edit("PUT", "/feeds/world/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/world/items/a/breaking", "{\"level\":\"major\"}");
    news.edit("PUT", "/feeds/world/pin", "{\"item\":\"b\"}");
    news.edit("DELETE", "/feeds/world/items/a/breaking", "");
    news.edit("PUT", "/feeds/world/items/a/breaking", "{\"level\":\"minor\"}");
    news.retract("world", "a", "Wrong bridge");
    news.edit("POST", "/feeds/world/items/a/restoration", "{\"title\":\"Right bridge\"}");
  }

  private static String words(JsonNode change) {
    return String.join(
        " ",
        List.of(
            change.path("change").asString(),
            change.path("id").asString(),
            String.valueOf(change.path("seq").asLong())));
  }

  @Test
  void nothingOfAHeldItemIsPublicBeforeItsTimeAndTheDeskSeesAllOfIt() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      news.open("world");
      String held =
          "{\"id\":\"held\",\"title\":\"Secret\",\"embargoedUntil\":\"2099-01-01T12:00:00Z\"}";
      news.edit("POST", "/feeds/world/items", held);

      assertThat(news.snapshot("world", "")).contains("\"seq\":1,").doesNotContain("held");
      assertThat(news.snapshot("world", "/items/held")).contains("404");
      assertThat(news.snapshot("world", "/changes?after=" + epoch(news) + "-0"))
          .doesNotContain("Secret", "held");
      JsonNode list = news.edit("GET", "/feeds/world/held", "");
      assertThat(list.path("items").path(0).path("held").path("title").asString())
          .isEqualTo("Secret");
      JsonNode item = news.edit("GET", "/feeds/world/items/held", "");
      assertThat(item.path("status").asString()).isEqualTo("held");

      news.retract("world", "held", "Not true");
      assertThat(news.edit("GET", "/feeds/world/items/held", "").toString())
          .contains("retracted", "withdrawn")
          .doesNotContain("Secret");
      assertThat(news.snapshot("world", "")).contains("\"seq\":1,");
    }
  }

  private static String epoch(EditorApiClient news) throws Exception {
    return Json.mapper().readTree(news.snapshot("world", "")).path("epoch").asString();
  }
}
