package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole service in one process that receives SIGTERM while it has readers and editors. */
class DrainIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void aStopTurnsUnreadyAndServesReadersAndEditorsOnForItsTime(@TempDir Path data)
      throws Exception {
    List<String> wait = List.of("-Ddateline.stream.shutdown-wait=20s");
    try (DatelineProcess dateline = DatelineProcess.start(wait, data)) {
      EditorApiClient editor = EditorApiClient.of(dateline);
      editor.open("world");
      try (EventRecorder stream =
          new EventRecorder(dateline.page() + "/feeds/world/stream", null)) {
        await().atMost(TIMEOUT).until(() -> stream.events().contains("at"));

        ProcessHandle.of(dateline.process().pid()).orElseThrow().destroy();
        await().atMost(TIMEOUT).until(() -> dateline.health("readiness").statusCode() == 503);
        assertThat(dateline.health("liveness").statusCode()).isEqualTo(200);
        editor.publish("world", "a", "Published during the stop");

        await().atMost(TIMEOUT).until(() -> !stream.changes().isEmpty());
      }
      assertThat(dateline.stopsWithin(TIMEOUT.multipliedBy(3))).isTrue();
      assertThat(dateline.lines()).noneMatch(line -> line.contains("ERROR"));
    }
  }
}
