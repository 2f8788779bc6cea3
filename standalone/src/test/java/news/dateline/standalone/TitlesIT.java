package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an editor's JSON to a client nobody here wrote; white space around a title does not count.
 */
class TitlesIT {
  private static final long SEED = Long.getLong("dateline.seed", System.nanoTime());

  /** What has ended lines, files, strings or parsers somewhere. */
  private static final List<String> PARTS =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\n\n",
          "\0",
          "\uFEFF",
          "\u2028",
          "\u2029",
          "\u0085",
          "\u001b",
          "\ud800",
          "\udc00",
          "😀",
          "👩‍👩‍👧",
          "é",
          "e\u0301",
          "\u202e",
          "\"",
          "\\",
          "</script>",
          "<b>",
          "&amp;",
          " ",
          "  ",
          "data: x",
          "id: 9",
          "event: reset",
          ":",
          "Kyiv",
          "x".repeat(290),
          "\t",
          "\u007f");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(SEED);

  @Test
  void aTitleComesOutAsItWentInOrIsRefusedAtTheDoor(@TempDir Path data) throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient.at(dateline, data).open("titles");
      String token = Files.readString(data.resolve("editor-token")).strip();
      List<String> taken = new ArrayList<>();
      try (EventRecorder reader =
          new EventRecorder(dateline.page() + "/feeds/titles/stream", null)) {
        await().until(() -> reader.events().contains("at"));
        for (int i = 0; i < 300; i++) {
          String title = title();
          int status = publish(dateline.desk(), token, i, title);
          assertThat(status).as("seed %d: %s", SEED, escaped(title)).isIn(202, 400, 413, 422);
          if (status == 202) {
            taken.add(title.strip());
          }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> reader.changes().size() >= taken.size());

        assertThat(reader.changes())
            .as("seed %d", SEED)
            .extracting(change -> change.get("item").get("title").asString())
            .isEqualTo(taken);
        assertThat(reader.events()).containsOnly("at", "item");
        assertThat(taken).hasSizeBetween(30, 270);
      }
    }
  }

  private String title() {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(i -> PARTS.get(random.nextInt(PARTS.size())))
        .collect(Collectors.joining());
  }

  private int publish(String desk, String token, int id, String title) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(desk + "/feeds/titles/items"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":\"%d\",\"title\":\"%s\"}".formatted(id, escaped(title))))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** As JSON may have it that stays ASCII: also what no UTF-8 can carry. */
  private static String escaped(String text) {
    return text.chars().mapToObj(c -> "\\u%04x".formatted(c)).collect(Collectors.joining());
  }
}
