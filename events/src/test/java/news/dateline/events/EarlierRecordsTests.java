package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Records that an earlier release accepted, and that no editor could write today. */
class EarlierRecordsTests {
  @Test
  void areReadAsTheyWereWritten() {
    String json =
        """
        {"id":"a","item":{"title":"Pier\uFFFF","body":"<p>a\uFFFE</p>","link":"https://a.example:99999/",
        "authors":[],"tags":["cafe\u0301","Storm","storm"],"publishedAt":"0001-01-01T00:00:00Z"}}
        """;

    ItemContent item = Json.read(json.getBytes(UTF_8), NewsEvent.ItemImported.class).item();

    assertThat(item.title()).isEqualTo("Pier\uFFFF");
    assertThat(item.body()).isEqualTo("<p>a\uFFFE</p>");
    assertThat(item.link()).isEqualTo("https://a.example:99999/");
    assertThat(item.tags()).containsExactly("cafe\u0301", "Storm", "storm");
    assertThat(item.publishedAt()).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
  }
}
