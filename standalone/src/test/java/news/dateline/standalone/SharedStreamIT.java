package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** The stream that the open pages of a browser share. */
class SharedStreamIT extends BrowserFixture {
  /** Makes a page what it was one item ago, before its script runs. */
  private static final String OLDER_PAGE =
      """
      document.addEventListener('readystatechange', () => {
        const feed = document.getElementById('feed');
        const row = document.querySelector('.item');
        if (!feed || !row || document.readyState !== 'interactive') return;
        const [epoch] = feed.dataset.cursor.split('-');
        feed.dataset.cursor = `${epoch}-${row.dataset.seq - 1}`;
        row.remove();
      });
      """;

  /**
   * Makes a page one of another epoch unless it has been loaded again, which only the test does.
   */
  private static final String PAGE_OF_ANOTHER_EPOCH =
      """
      Math.random = () => 500;
      document.addEventListener('readystatechange', () => {
        const [{ type }] = performance.getEntriesByType('navigation');
        if (document.readyState !== 'interactive' || type === 'reload') return;
        document.getElementById('feed').dataset.cursor = 'zzzz-1';
      });
      """;

  @Test
  void afterAResetEachPageIsLiveOnceItIsLoadedAgainWhateverTheOthersDo() throws Exception {
    news.open("renumbered");
    news.publish("renumbered", "a", "First story");
    String first = openAndReset("/feeds/renumbered");
    String second = openAndReset("/feeds/renumbered");

    browser.navigate().refresh();
    awaitState("live");
    browser.switchTo().window(first);
    awaitState("reconnecting");
    browser.navigate().refresh();
    awaitState("live");

    news.publish("renumbered", "b", "Second story");
    awaitHeadlines("Second story", "First story");
    browser.switchTo().window(second);
    awaitHeadlines("Second story", "First story");
    awaitState("live");
  }

  @Test
  void aPageThatJoinsLateGetsWhatItLacks() throws Exception {
    news.open("joining");
    news.publish("joining", "a", "First story");
    news.publish("joining", "b", "Second story");
    openLive("/feeds/joining");
    browser.switchTo().newWindow(WindowType.TAB);

    beforeScripts(OLDER_PAGE);
    openLive("/feeds/joining");

    awaitHeadlines("Second story", "First story");
    news.publish("joining", "c", "Third story");
    awaitHeadlines("Third story", "Second story", "First story");
    assertSameDocument();
  }

  @Test
  void pagesOfDifferentFiltersHaveStreamsOfTheirOwn() throws Exception {
    news.open("apart");
    openLive("/feeds/apart");
    browser.switchTo().newWindow(WindowType.TAB);
    openLive("/feeds/apart?tag=energy");

    news.publish("apart", "a", "Without a tag");
    news.publishItem("apart", "{\"id\":\"b\",\"title\":\"With a tag\",\"tags\":[\"energy\"]}");

    awaitHeadlines("With a tag");
  }

  @Test
  void aFeedThatIsForPartnersNowIsLoadedOnceMoreAndThenLeftAlone() throws Exception {
    news.open("restricted");
    openLive("/feeds/restricted");

    news.open("restricted", "\"access\":\"partner\"");

    await().atMost(SOON).until(() -> browser.getPageSource().contains("401"));
    assertThat(browser.executeScript("return document.getElementById('feed')")).isNull();
  }

  @Test
  void aPageWhoseWorkerCannotBeStartedHasAStreamOfItsOwn() throws Exception {
    news.open("workerless");
    beforeScripts(
        "window.SharedWorker = class { constructor() { throw new DOMException('no'); } }");
    openLive("/feeds/workerless");

    news.publish("workerless", "a", "Story");

    awaitHeadlines("Story");
  }

  @Test
  void aPageWhoseWorkerNeverAnswersHasAStreamOfItsOwn() throws Exception {
    news.open("mute");
    beforeScripts("window.SharedWorker = class { port = { postMessage() {}, close() {} } };");
    openLive("/feeds/mute");

    news.publish("mute", "a", "Story");

    awaitHeadlines("Story");
  }

  @Test
  void theStreamEndsWithItsLastPage() throws Exception {
    news.open("last-page");
    String other = browser.getWindowHandle();
    String first = newTabInFront();
    openLive("/feeds/last-page");
    newTabInFront();
    openLive("/feeds/last-page");
    await().atMost(SOON).until(() -> openStreams() == 1);

    browser.close();
    browser.switchTo().window(first);
    news.publish("last-page", "a", "Story");
    awaitHeadlines("Story");
    assertThat(openStreams()).isEqualTo(1);
    browser.close();
    browser.switchTo().window(other);

    await().atMost(SOON).until(() -> openStreams() == 0);
  }

  /** Opens a page in a new tab, waits until its stream has been reset, and returns the tab. */
  private static String openAndReset(String path) {
    String tab = newTabInFront();
    beforeScripts(PAGE_OF_ANOTHER_EPOCH);
    open(path);
    await()
        .atMost(SOON)
        .until(() -> !browser.findElements(By.cssSelector("#days [data-seq='0']")).isEmpty());
    awaitState("reconnecting");
    return tab;
  }

  private static double openStreams() throws IOException {
    return dateline
        .metrics()
        .lines()
        .filter(line -> line.startsWith("dateline_stream_subscribers"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
