package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages whose streams end now and then because they have reached their maximum age. */
class StreamAgePageIT extends BrowserFixture {
  /** Records each state of the page, and each text that it shows or tells a screen reader. */
  private static final String RECORD_STATES =
      """
      window.states = [];
      const bar = document.getElementById('bar');
      const record = () => states.push(bar.dataset.state, status.textContent, announcement.textContent);
      const status = document.getElementById('status'), announcement = document.getElementById('announcement');
      const watch = new MutationObserver(record);
      watch.observe(bar, { attributes: true, attributeFilter: ['data-state'] });
      for (const said of [status, announcement]) watch.observe(said, { childList: true, characterData: true, subtree: true });
      """;

  @Test
  void aPageSaysNothingOfAStreamThatEndsAndResumes(@TempDir Path data) throws Exception {
    news.open("aged");
    try (DatelineProcess own = startFeedApi(data);
        StreamProxy proxy = new StreamProxy(own.page())) {
      browser.get(proxy.page() + "/feeds/aged");
      awaitState("live");
      browser.executeScript(RECORD_STATES);
      int begun = proxy.startedStreams();

      news.publish("aged", "a", "Before");
      await().atMost(SOON).until(() -> proxy.startedStreams() >= begun + 3);
      news.publish("aged", "b", "After");

      awaitHeadlines("After", "Before");
      assertThat(states()).isSubsetOf("live", "behind").isNotNull();
      assertThat(texts()).noneMatch(text -> text.contains("Reconnecting"));
      browser.get("about:blank");
    }
  }

  private static DatelineProcess startFeedApi(Path data) {
    return DatelineProcess.start(
        List.of("-Ddateline.stream.max-stream-age=3s"),
        data,
        "--only",
        "feed-api",
        "--kafka",
        dateline.printed("Kafka"));
  }

  private static List<String> states() {
    return recorded(0);
  }

  private static List<String> texts() {
    return recorded(1);
  }

  @SuppressWarnings("unchecked")
  private static List<String> recorded(int kind) {
    return (List<String>)
        Objects.requireNonNull(
            browser.executeScript(
                "return states.filter((text, i) => arguments[0] === Math.min(1, i % 3))", kind));
  }
}
