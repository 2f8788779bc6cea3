package news.dateline.standalone;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages whose streams end now and then because they have reached their maximum age. */
class StreamAgePageIT extends BrowserFixture {
  @Test
  void aPageGoesOnWithoutAReloadWhenItsStreamsEnd(@TempDir Path data) throws Exception {
    news.open("aged");
    try (DatelineProcess own = startFeedApi(data);
        StreamProxy proxy = new StreamProxy(own.page())) {
      browser.get(proxy.page() + "/feeds/aged");
      awaitState("live");
      browser.executeScript("window.sameDocument = true");
      int begun = proxy.startedStreams();

      news.publish("aged", "a", "Before");
      await().atMost(SOON).until(() -> proxy.startedStreams() >= begun + 3);
      news.publish("aged", "b", "After");

      awaitHeadlines("After", "Before");
      assertSameDocument();
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
}
