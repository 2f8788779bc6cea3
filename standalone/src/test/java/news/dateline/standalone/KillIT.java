package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that was killed while it worked, and started again. */
class KillIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir static Path data;

  private static String before;
  private static String cursor;
  private static DatelineProcess dateline;
  private static EditorApiClient editor;

  @BeforeAll
  static void killAndStartAgain() throws Exception {
    try (DatelineProcess killed = DatelineProcess.start(data)) {
      editor = EditorApiClient.of(killed);
      cursor = editor.open("world").path("epoch").asString() + "-1";
      for (int i = 0; i < 20; i++) {
        editor.publish("world", "item-" + i, "Item " + i);
      }
      before = editor.snapshot("world", "?min=" + cursor.replace("-1", "-21"));
      editor.open("busy");
      for (int i = 0; i < 150; i++) {
        editor.post("busy", "Item " + i);
      }
      killed.kill();
    }
    dateline = DatelineProcess.start(data);
    editor = EditorApiClient.of(dateline);
  }

  @AfterAll
  static void stop() {
    if (dateline != null) {
      dateline.close();
    }
  }

  @Test
  void nothingIsLostAndTheFeedGoesOnUnderItsNumbers() throws Exception {
    assertThat(editor.snapshot("world", "")).isEqualTo(before).contains("\"seq\":21");
    try (EventRecorder stream =
        new EventRecorder(dateline.page() + "/feeds/world/stream", cursor)) {
      assertThat(editor.publish("world", "after", "After the kill").path("seq").asLong())
          .isEqualTo(22);

      await().atMost(TIMEOUT).until(() -> stream.changes().size() >= 21);
      assertThat(stream.changes())
          .extracting(change -> change.path("seq").asLong())
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize(21);
      assertThat(stream.events()).doesNotContain("reset");
    }
  }

  @Test
  void anEventAcceptedBeforeTheKillIsShownOnceTheServiceIsReady() {
    await()
        .atMost(Duration.ofSeconds(2))
        .until(
            () -> editor.snapshot("busy", "?limit=200").split("\"title\":\"Item ").length == 151);
  }
}
