package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** Pages behind a proxy: many tabs, and servers that die. */
class ConnectionPageIT extends BrowserFixture {
  private static final int TABS = 8;
  private static final String NO_WORKER = "delete window.SharedWorker";

  @TempDir Path data;

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

  @Test
  void eightTabsShareOneStreamAndAllShowWhatIsPublished() throws Exception {
    news.open("tabs");
    List<String> tabs = openTabs("/feeds/tabs");

    news.publish("tabs", "a", "On every tab");

    for (String tab : tabs) {
      browser.switchTo().window(tab);
      awaitHeadlines("On every tab");
      awaitState("live");
    }
    assertThat(proxy.openStreams()).isEqualTo(1);
    closeOthers(tabs);
    news.publish("tabs", "b", "After seven tabs were closed");
    awaitHeadlines("After seven tabs were closed", "On every tab");
  }

  @Test
  void withoutASharedWorkerEachTabHasAStreamOfItsOwnAlsoWhileItIsHidden() throws Exception {
    news.open("tabs-apart");
    List<String> tabs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tabs.add(i == 0 ? browser.getWindowHandle() : newTabInFront());
      beforeScripts(NO_WORKER);
      openByProxy("/feeds/tabs-apart");
      awaitState("live");
    }
    assertThat(proxy.openStreams()).isEqualTo(3);

    news.publish("tabs-apart", "a", "Published");

    for (String tab : tabs) {
      browser.switchTo().window(tab);
      awaitHeadlines("Published");
    }
    assertThat(proxy.startedStreams()).isEqualTo(3);
    assertThat(proxy.polls()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"hidden-alone, " + NO_WORKER, "hidden-shared, ''"})
  void theStreamOfAHiddenTabErasesARetractedItem(String feed, String script) throws Exception {
    news.open(feed);
    news.publish(feed, "a", "Secret headline");
    beforeScripts(script);
    openByProxy("/feeds/" + feed + "/items/a");
    await().atMost(SOON).until(() -> "live".equals(find("html").getDomAttribute("data-live")));
    browser.manage().window().minimize();
    await()
        .atMost(SOON)
        .until(() -> Boolean.TRUE.equals(browser.executeScript("return document.hidden")));

    news.retract(feed, "a", "It did not happen");

    await()
        .atMost(SOON)
        .until(() -> !(browser.getTitle() + browser.getPageSource()).contains("Secret"));
    assertThat(browser.executeScript("return document.hidden")).isEqualTo(true);
    assertThat(proxy.startedStreams()).isEqualTo(1);
    assertThat(proxy.polls()).isZero();
    assertSameDocument();
  }

  @Test
  void aKilledServerCostsThePageNothingButTime() throws Exception {
    news.open("killed");
    news.publish("killed", "a", "Before");
    try (DatelineProcess first = startFeedApi("first")) {
      proxy.passTo(first.page());
      openByProxy("/feeds/killed");
      awaitState("live");
      first.kill();
      awaitState("reconnecting");
    }
    news.publish("killed", "b", "While it was down");
    news.retract("killed", "a", "It did not happen");

    try (DatelineProcess second = startFeedApi("second")) {
      proxy.passTo(second.page());
      awaitHeadlines("While it was down");
      awaitState("live");
      awaitText("item-a", "It did not happen");
      assertSameDocument();
    }
  }

  @Test
  void theBackButtonBringsALivePageWithWhatWasMissedMeanwhile() throws Exception {
    news.open("back");
    for (int i = 0; i < 20; i++) {
      news.publish("back", "i" + i, "Story " + i);
    }
    openByProxy("/feeds/back");
    awaitState("live");
    browser.executeScript(
        "addEventListener('pageshow', event => { window.restored = event.persisted; })");
    find("#item-i15 .headline a").click();
    await().atMost(SOON).until(() -> browser.getCurrentUrl().endsWith("/items/i15"));
    news.publish("back", "new", "While away");

    browser.navigate().back();

    awaitState("live");
    await().atMost(SOON).until(() -> headlines().contains("While away"));
    Object reasons =
        browser.executeScript(
            "return window.restored === true ? null : JSON.stringify("
                + "performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons"
                + " ?? ['unknown'])");
    assertThat(reasons)
        .as("why the page was not restored")
        .isIn(null, "[{\"reason\":\"sharedworker-with-no-active-client\"}]");
    browser.navigate().forward();
    await().atMost(SOON).until(() -> find("h1").getText().equals("Story 15"));
  }

  @Test
  void aSandboxedFrameWithoutStorageOrWorkersIsLive() throws Exception {
    news.open("sandboxed");
    browser.get(dateline.page() + "/feeds");
    browser.executeScript(
        "const frame = document.createElement('iframe');"
            + "frame.sandbox = 'allow-scripts'; frame.src = arguments[0];"
            + "document.body.append(frame)",
        dateline.page().replace("127.0.0.1", "localhost") + "/feeds/sandboxed");
    browser.switchTo().frame(browser.findElement(By.tagName("iframe")));
    awaitState("live");

    news.publish("sandboxed", "a", "Seen in the frame");

    awaitHeadlines("Seen in the frame");
    browser.switchTo().defaultContent();
  }

  private List<String> openTabs(String path) {
    List<String> tabs = new ArrayList<>();
    for (int i = 0; i < TABS; i++) {
      tabs.add(i == 0 ? browser.getWindowHandle() : newTabInFront());
      openByProxy(path);
      awaitState("live");
    }
    return tabs;
  }

  /** Closes all tabs but the first. */
  private static void closeOthers(List<String> tabs) {
    tabs.subList(1, tabs.size()).forEach(tab -> browser.switchTo().window(tab).close());
    browser.switchTo().window(tabs.get(0));
  }

  private void openByProxy(String path) {
    browser.get(proxy.page() + path);
    browser.executeScript("window.sameDocument = true");
  }

  /** Starts a public API of its own on the Kafka of the shared service. */
  private DatelineProcess startFeedApi(String name) {
    return DatelineProcess.start(
        data.resolve(name), "--only", "feed-api", "--kafka", dateline.printed("Kafka"));
  }
}
