package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final List<String> FLAGS = List.of(DatelineProcess.ONE_COPY);

  @TempDir Path data;

  @Test
  void aRebuildDecidesEveryEventAgainWithTheSameResultUnderANewEpoch() throws Exception {
    String before;
    String epoch;
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient editor = EditorApiClient.of(dateline);
      epoch = editor.open("world").path("epoch").asString();
      makeEveryChange(editor);
      before = editor.snapshot("world", "?min=" + epoch + "-12");
      assertThat(before).contains("\"seq\":12");
      assertThat(DatelineProcess.rebuild(data).exitCode()).isEqualTo(1);
      dateline.kill();
    }
    try (DatelineProcess rebuild = DatelineProcess.rebuild(data)) {
      assertThat(rebuild.exitCode()).isZero();
      assertThat(String.join("\n", rebuild.lines())).contains("events decided anew");
    }
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient editor = EditorApiClient.of(dateline);
      String after = editor.snapshot("world", "");
      String newEpoch = epochOf(after);
      assertThat(newEpoch).isNotEqualTo(epoch);
      assertThat(after.replace(newEpoch, epoch)).isEqualTo(before);

      try (EventRecorder stream =
          new EventRecorder(dateline.page() + "/feeds/world/stream", epoch + "-12")) {
        await().atMost(TIMEOUT).until(() -> stream.events().contains("reset"));
      }
      assertThat(editor.publish("world", "next", "After the rebuild").path("seq").asLong())
          .isEqualTo(13);
    }
  }

  @Test
  void readersKeepTheFeedWhileItIsRebuiltAndGetTheNewEpochWhole() throws Exception {
    try (TestBroker broker = TestBroker.start();
        DatelineProcess dateline = start(broker, "all");
        DatelineProcess reading = start(broker, "reading", "--only", "feed-api")) {
      EditorApiClient editor = EditorApiClient.of(dateline, reading);
      String epoch = editor.open("world").path("epoch").asString();
      makeEveryChange(editor);
      String before = editor.snapshot("world", "?min=" + epoch + "-12");
      assertThat(dateline.stopsWithin(TIMEOUT)).isTrue();
      try (EventRecorder stream =
              new EventRecorder(reading.page() + "/feeds/world/stream", epoch + "-12");
          DatelineProcess rebuild =
              DatelineProcess.rebuild(
                  FLAGS, data.resolve("all"), "--kafka", broker.bootstrapServers())) {
        assertThat(snapshotsUntilTheNextEpoch(editor, epoch)).containsExactly(before);
        assertThat(rebuild.exitCode()).as("%s", rebuild.lines()).isZero();
        await().atMost(TIMEOUT).until(() -> stream.events().contains("reset"));
        assertThat(stream.changes()).isEmpty();
      }
    }
  }

  /** Returns what a reader sees until the epoch has changed, with the epoch of before. */
  private static Set<String> snapshotsUntilTheNextEpoch(EditorApiClient reader, String epoch) {
    Set<String> seen = new HashSet<>();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              String now = reader.snapshot("world", "");
              seen.add(now.replace(epochOf(now), epoch));
              return !epochOf(now).equals(epoch);
            });
    return seen;
  }

  private DatelineProcess start(TestBroker broker, String directory, String... flags) {
    List<String> all = new ArrayList<>(List.of("--kafka", broker.bootstrapServers()));
    all.addAll(List.of(flags));
    return DatelineProcess.start(FLAGS, data.resolve(directory), all.toArray(String[]::new));
  }

  /** Makes twelve changes: one of each kind, and an embargo that ends before the rebuild. */
  private static void makeEveryChange(EditorApiClient editor) throws Exception {
    String held =
        "{\"id\":\"held\",\"title\":\"Secret\",\"embargoedUntil\":\"%s\"}"
            .formatted(Instant.now().plusMillis(1_500));
    editor.publishItem("world", held);
    editor.publish("world", "a", "Bridge reopens");
    editor.publish("world", "b", "Ferry afloat");
    editor.update("world", "a", "Bridge reopens early");
    String correction = "{\"note\":\"Friday\",\"item\":{\"title\":\"Bridge reopens\"}}";
    editor.edit("POST", "/feeds/world/items/a/corrections", correction);
    editor.edit("PUT", "/feeds/world/pin", "{\"item\":\"a\"}");
    editor.edit("PUT", "/feeds/world/pin", "{\"item\":\"b\"}");
    editor.edit("PUT", "/feeds/world/items/a/breaking", "{\"level\":\"major\"}");
    editor.retract("world", "a", "Wrong bridge");
    await()
        .atMost(TIMEOUT)
        .until(() -> editor.snapshot("world", "").contains("\"title\":\"Secret\""));
  }

  private static String epochOf(String snapshot) {
    return snapshot.replaceAll("(?s).*?\"epoch\":\"([a-z0-9]+)\".*", "$1");
  }
}
