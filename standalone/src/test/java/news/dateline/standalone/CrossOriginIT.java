package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import news.dateline.events.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages of another origin in a real browser: localhost is another origin than 127.0.0.1. */
class CrossOriginIT extends BrowserFixture {
  /** Opens a stream and returns the name of its first event. */
  private static final String FIRST_EVENT =
      """
      const stream = new EventSource(arguments[0]);
      const report = event => { stream.close(); arguments[1](event.type); };
      for (const type of ['at', 'busy', 'error']) stream.addEventListener(type, report);
      """;

  /** Sends a request with its own headers and returns what the page may see of the response. */
  private static final String FETCH =
      """
      fetch(arguments[0], {method: arguments[1], headers: arguments[2]})
        .then(async answer => [answer.status, answer.headers.get('ETag'), await answer.text()])
        .then(arguments[3], () => arguments[3](['hidden']));
      """;

  private String site;

  @BeforeEach
  void openOtherOrigin() {
    site = dateline.page().replace("127.0.0.1", "localhost");
    // any page of the other origin without a content security policy
    browser.get(site + "/feeds");
  }

  @Test
  void aPageReadsAFeedThatNamesNoOriginsOrItsOwn() throws Exception {
    openFeed("open", "");
    openFeed("ours", ",\"origins\":[\"" + site + "\"]");
    openFeed("theirs", ",\"origins\":[\"https://theirs.example\"]");

    assertThat(firstEvent("/feeds/open/stream")).isEqualTo("at");
    assertThat(firstEvent("/feeds/ours/stream")).isEqualTo("at");
    assertThat(firstEvent("/stream?feeds=open,ours")).isEqualTo("at");
    assertThat(firstEvent("/feeds/theirs/stream")).isEqualTo("error");
    assertThat(firstEvent("/stream?feeds=ours,theirs")).isEqualTo("error");
    List<Object> ours = fetch("GET", "/feeds/ours", Map.of("Last-Event-ID", "x"));
    assertThat(ours.get(0)).isEqualTo(200L);
    assertThat(ours.get(1)).asString().startsWith("\"");
    assertThat(fetch("GET", "/feeds/theirs", Map.of())).containsExactly("hidden");
  }

  @Test
  void aPageStreamsAPartnerFeedWithAStreamToken() throws Exception {
    openFeed("paid", ",\"access\":\"partner\"");
    String profile = "{\"name\":\"Site\",\"feeds\":[\"paid\"],\"origins\":[\"" + site + "\"]}";
    JsonNode partner = news.edit("POST", "/partners", profile);
    Map<String, String> bearer =
        Map.of("Authorization", "Bearer " + partner.path("token").asString());
    await().atMost(SOON).until(() -> fetch("GET", "/feeds/paid", bearer).get(0).equals(200L));

    String issued = fetch("POST", "/stream-tokens", bearer).get(2).toString();
    String token = Json.mapper().readTree(issued).path("token").asString();

    assertThat(firstEvent("/feeds/paid/stream?token=" + token)).isEqualTo("at");
    assertThat(firstEvent("/feeds/paid/stream?token=" + token + "x")).isEqualTo("busy");
    assertThat(fetch("GET", "/feeds/paid", Map.of()).get(0)).isEqualTo(401L);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> fetch(String method, String path, Map<String, String> headers) {
    return (List<Object>)
        Objects.requireNonNull(
            browser.executeAsyncScript(FETCH, dateline.page() + path, method, headers));
  }

  private static void openFeed(String feed, String more) throws Exception {
    news.edit("PUT", "/feeds/" + feed, "{\"title\":\"A feed\"" + more + "}");
    news.snapshot(feed, "");
  }

  private static Object firstEvent(String path) {
    return browser.executeAsyncScript(FIRST_EVENT, dateline.page() + path);
  }
}
