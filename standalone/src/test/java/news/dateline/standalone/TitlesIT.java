package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Titles from an editor's JSON to an independent SSE client, in the form in which they are kept.
 */
class TitlesIT {
  private static final long SEED = Long.getLong("dateline.seed", System.nanoTime());

  /** Texts that end a line, a file, a string or a document in some format. */
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
  void aTitleIsDeliveredAsItWasSentOrRefused() throws Exception {
    DatelineProcess dateline = DatelineProcess.shared();
    EditorApiClient editor = EditorApiClient.of(dateline);
    editor.open("titles");
    List<String> accepted = new ArrayList<>();
    try (EventRecorder stream = new EventRecorder(dateline.page() + "/feeds/titles/stream", null)) {
      await().until(() -> stream.events().contains("at"));
      for (int i = 0; i < 300; i++) {
        String title = title();
        int status = publish(editor, i, title);
        assertThat(status).as("seed %d: %s", SEED, escaped(title)).isIn(202, 400, 413, 422);
        if (status == 202) {
          accepted.add(kept(title));
        }
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stream.changes().size() >= accepted.size());

      assertThat(stream.changes())
          .as("seed %d", SEED)
          .extracting(change -> change.get("item").get("title").asString())
          .isEqualTo(accepted);
      assertThat(stream.events()).containsOnly("at", "item");
      assertThat(accepted).hasSizeBetween(30, 270);
    }
  }

  /** Returns a title in the form in which it is kept: none of the parts ends a bidi control. */
  private static String kept(String title) {
    String visible = title.replace("\uFEFF", "").replace("\u202e", "");
    return Normalizer.normalize(visible, Normalizer.Form.NFC).strip();
  }

  private String title() {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(i -> PARTS.get(random.nextInt(PARTS.size())))
        .collect(Collectors.joining());
  }

  private int publish(EditorApiClient editor, int id, String title) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(editor.desk() + "/feeds/titles/items"))
            .header("Authorization", "Bearer " + editor.token())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":\"%d\",\"title\":\"%s\"}".formatted(id, escaped(title))))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Escapes every character, so that the JSON can hold lone surrogates, which UTF-8 cannot. */
  private static String escaped(String text) {
    return text.chars().mapToObj(c -> "\\u%04x".formatted(c)).collect(Collectors.joining());
  }
}
