package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Items that are retracted while an open page waits for code or for an answer: it shows nothing.
 */
class RetractedMeanwhileIT extends BrowserFixture {
  private static final String DOCUMENT = "return document.documentElement.outerHTML";

  /** Records whether anything secret is added to the page from now on. */
  private static final String RECORD_ADDED =
      """
      window.added = false;
      new MutationObserver(records => {
        const nodes = records.flatMap(({ addedNodes }) => [...addedNodes]);
        added ||= nodes.some(node => node.textContent.includes('Secret'));
      }).observe(document, { childList: true, subtree: true });
      """;

  private StreamProxy proxy;

  @BeforeEach
  void startProxy() {
    proxy = new StreamProxy(dateline.page());
  }

  @AfterEach
  void stopProxy() throws IOException {
    browser.get("about:blank");
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "waits-for-alerts, '', /alerts.js",
    "waits-for-changes, '', /changes.js",
    "item-waits-for-alerts, /items/b, /alerts.js"
  })
  void aBreakingItemIsNotShownIfItIsRetractedWhileTheCodeForItIsLoaded(
      String feed, String path, String code) throws Exception {
    news.open(feed);
    news.publish(feed, "a", "Secret headline");
    news.publish(feed, "b", "Open headline");
    proxy.hold(code);
    openByProxy("/feeds/" + feed + path);
    awaitLive();

    news.edit("PUT", "/feeds/" + feed + "/items/a/breaking", "{\"level\":\"major\"}");
    await().atMost(SOON).until(() -> proxy.heldAnswers() == 1);
    news.retract(feed, "a", "It did not happen");
    awaitNothingSecret();
    browser.executeScript(RECORD_ADDED);
    proxy.release();

    news.edit("PUT", "/feeds/" + feed + "/items/b/breaking", "{\"level\":\"minor\"}");
    awaitText("alerts", "Open headline");
    assertThat(browser.executeScript("return added")).isEqualTo(false);
    assertThat(textOf("alert")).contains("Open headline");
  }

  @Test
  void anAnswerAboutTheTimeSinceTheLastVisitIsLoadedAgainIfItIsOlderThanThePage() throws Exception {
    news.open("since-then");
    openByProxy("/feeds/since-then");
    awaitLive();
    find("#remember").click();
    browser.get(proxy.page() + "/robots.txt");
    news.publishItem(
        "since-then", "{\"id\":\"a\",\"title\":\"Secret headline\",\"keyEvent\":true}");
    news.publish("since-then", "b", "Open headline");
    proxy.hold("/since?");
    openByProxy("/feeds/since-then");
    awaitLive();
    await().atMost(SOON).until(() -> proxy.heldAnswers() == 1);

    news.retract("since-then", "a", "It did not happen");
    awaitNothingSecret();
    browser.executeScript(RECORD_ADDED);
    proxy.release();

    awaitText("since", "1 new");
    assertThat(browser.executeScript("return added")).isEqualTo(false);
  }

  private static void awaitNothingSecret() {
    await()
        .atMost(SOON)
        .until(() -> !String.valueOf(browser.executeScript(DOCUMENT)).contains("Secret"));
  }

  private static void awaitLive() {
    await().atMost(SOON).until(() -> "live".equals(find("html").getDomAttribute("data-live")));
  }

  private void openByProxy(String path) {
    browser.get(proxy.page() + path);
  }
}
