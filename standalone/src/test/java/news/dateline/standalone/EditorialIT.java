package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every operation of an editor, from the call to the open stream and the snapshot. */
class EditorialIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final DatelineProcess dateline = DatelineProcess.shared();

  @Test
  void everyOperationIsAChangeOnAnOpenStreamAndAStateInTheSnapshot() throws Exception {
    EditorApiClient editor = EditorApiClient.of(dateline);
    editor.open("edited");
    try (EventRecorder stream = new EventRecorder(dateline.page() + "/feeds/edited/stream", null)) {
      await().atMost(TIMEOUT).until(() -> stream.events().contains("at"));
      edit(editor);
      await().atMost(TIMEOUT).until(() -> stream.changes().size() == 14);

      assertThat(stream.changes().stream().map(EditorialIT::summary))
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
    JsonNode snapshot = Json.mapper().readTree(editor.snapshot("edited", ""));
    assertThat(snapshot.path("seq").asLong()).isEqualTo(16);
    assertThat(snapshot.path("pinned").path("id").asString()).isEqualTo("b");
  }

  private static void edit(EditorApiClient editor) throws Exception {
    Instant embargo = Instant.now().plusSeconds(6);
    String held = "{\"id\":\"held\",\"title\":\"Secret\",\"embargoedUntil\":\"" + embargo + "\"}";
    assertThat(editor.publishItem("edited", held).path("status").asString()).isEqualTo("held");
    editor.publish("edited", "a", "Bridge reopens");
    editor.publish("edited", "b", "Ferry afloat");
    editor.update("edited", "a", "Bridge reopens early");
    String item = "{\"title\":\"Bridge reopens\",\"publishedAt\":\"2025-02-03T22:30:00Z\"}";
    editor.edit("PUT", "/feeds/edited/items/a", item);
    String correction = "{\"note\":\"Friday\",\"item\":{\"title\":\"Bridge\"}}";
    editor.edit("POST", "/feeds/edited/items/a/corrections", correction);
    editor.edit("PUT", "/feeds/edited/pin", "{\"item\":\"a\"}");
    editor.edit("PUT", "/feeds/edited/items/a/breaking", "{\"level\":\"major\"}");
    editor.edit("PUT", "/feeds/edited/pin", "{\"item\":\"b\"}");
    editor.edit("DELETE", "/feeds/edited/items/a/breaking", "");
    editor.edit("PUT", "/feeds/edited/items/a/breaking", "{\"level\":\"minor\"}");
    editor.retract("edited", "a", "Wrong bridge");
    editor.edit("POST", "/feeds/edited/items/a/restoration", "{\"title\":\"Right bridge\"}");
  }

  private static String summary(JsonNode change) {
    return String.join(
        " ",
        List.of(
            change.path("change").asString(),
            change.path("id").asString(),
            String.valueOf(change.path("seq").asLong())));
  }

  @Test
  void nothingOfAHeldItemIsPublicBeforeItsTimeAndEditorsSeeAllOfIt() throws Exception {
    EditorApiClient editor = EditorApiClient.of(dateline);
    editor.open("embargoed");
    String held =
        "{\"id\":\"held\",\"title\":\"Secret\",\"embargoedUntil\":\"2099-01-01T12:00:00Z\"}";
    editor.publishItem("embargoed", held);

    assertThat(editor.snapshot("embargoed", "")).contains("\"seq\":1,").doesNotContain("held");
    assertThat(editor.snapshot("embargoed", "/items/held")).contains("404");
    assertThat(editor.snapshot("embargoed", "/changes?after=" + epoch(editor) + "-0"))
        .doesNotContain("Secret", "held");
    JsonNode list = editor.edit("GET", "/feeds/embargoed/held", "");
    assertThat(list.path("items").path(0).path("held").path("title").asString())
        .isEqualTo("Secret");
    JsonNode item = editor.edit("GET", "/feeds/embargoed/items/held", "");
    assertThat(item.path("status").asString()).isEqualTo("held");

    editor.retract("embargoed", "held", "Not true");
    assertThat(editor.edit("GET", "/feeds/embargoed/items/held", "").toString())
        .contains("retracted", "withdrawn")
        .doesNotContain("Secret");
    assertThat(editor.snapshot("embargoed", "")).contains("\"seq\":1,");
  }

  @Test
  void aFeedForPartnersIsOpenedToThePublicOnlyByARequestThatSaysSo() throws Exception {
    EditorApiClient editor = EditorApiClient.of(dateline);
    editor.edit("PUT", "/feeds/wire", "{\"title\":\"Wire\",\"access\":\"partner\"}");
    editor.publish("wire", "a", "Secret");

    editor.edit("PUT", "/feeds/wire", "{\"title\":\"The wire\"}");
    await()
        .atMost(TIMEOUT)
        .until(() -> editor.edit("GET", "/feeds", "").toString().contains("The wire"));
    assertThat(editor.snapshot("wire", "")).contains("\"status\":401").doesNotContain("Secret");

    editor.edit("PUT", "/feeds/wire", "{\"title\":\"The wire\",\"access\":\"public\"}");
    await().atMost(TIMEOUT).until(() -> editor.snapshot("wire", "").contains("Secret"));
  }

  private static String epoch(EditorApiClient editor) throws Exception {
    return Json.mapper().readTree(editor.snapshot("embargoed", "")).path("epoch").asString();
  }
}
