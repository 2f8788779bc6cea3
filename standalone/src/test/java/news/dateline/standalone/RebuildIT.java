package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path data;

  @Test
  void aRebuildDecidesEverythingAsItWasDecidedUnderANewEpoch() throws Exception {
    String before;
    String epoch;
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      epoch = news.open("world").path("epoch").asString();
      editEverything(news);
      before = news.snapshot("world", "?min=" + epoch + "-12");
      assertThat(before).contains("\"seq\":12");
      assertThat(DatelineProcess.rebuild(data).exitCode()).isEqualTo(1);
      dateline.kill();
    }
    try (DatelineProcess rebuild = DatelineProcess.rebuild(data)) {
      assertThat(rebuild.exitCode()).isZero();
      assertThat(String.join("\n", rebuild.lines())).contains("events decided anew");
    }
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      String after = news.snapshot("world", "");
      String renamed = epochOf(after);
      assertThat(renamed).isNotEqualTo(epoch);
      assertThat(after.replace(renamed, epoch)).isEqualTo(before);

      try (EventRecorder reader =
          new EventRecorder(dateline.page() + "/feeds/world/stream", epoch + "-12")) {
        await().atMost(SOON).until(() -> reader.events().contains("reset"));
      }
      assertThat(news.publish("world", "next", "After it").path("seq").asLong()).isEqualTo(13);
    }
  }

  /** Twelve changes: each kind, two editors' retries, and an embargo that ends meanwhile. */
  private static void editEverything(EditorApiClient news) throws Exception {
    String held =
        "{\"id\":\"held\",\"title\":\"Secret\",\"embargoedUntil\":\"%s\"}"
            .formatted(Instant.now().plusMillis(1_500));
    news.edit("POST", "/feeds/world/items", held);
    news.publish("world", "a", "Bridge reopens");
    news.publish("world", "b", "Ferry afloat");
    news.update("world", "a", "Bridge reopens early");
    String correction = "{\"note\":\"Friday\",\"item\":{\"title\":\"Bridge reopens\"}}";
    news.edit("POST", "/feeds/world/items/a/corrections", correction);
    news.edit("PUT", "/feeds/world/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/world/pin", "{\"item\":\"b\"}");
    news.edit("PUT", "/feeds/world/items/a/breaking", "{\"level\":\"major\"}");
    news.retract("world", "a", "Wrong bridge");
    await().atMost(SOON).until(() -> news.snapshot("world", "").contains("\"title\":\"Secret\""));
  }

  private static String epochOf(String snapshot) {
    return snapshot.replaceAll("(?s).*?\"epoch\":\"([a-z0-9]+)\".*", "$1");
  }
}
