package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page shows, and stores, of the reader's last visit. */
class SinceYouWereHereIT extends BrowserFixture {
  /** Makes the service's answer one change newer than the page, as behind a slow connection. */
  private static final String COUNTS_THE_NEXT_ITEM =
      """
      const send = window.fetch;
      window.fetch = async (url, options) => {
        const response = await send(url, options);
        if (!String(url).includes('/since?')) return response;
        const { seq } = await response.json();
        return Response.json({ seq: seq + 1, counts: { new: 1 }, moments: { items: [] } });
      };
      """;

  private static final String STORED = "return JSON.stringify({ ...localStorage })";

  @Test
  void nothingIsStoredUntilTheReaderSwitchesItOnAndNothingStaysAfterwards() throws Exception {
    news.open("visits");
    openLive("/feeds/visits");
    await().atMost(SOON).until(() -> find("#remember").isDisplayed());
    leave();
    assertThat(browser.executeScript(STORED)).isEqualTo("{}");

    openLive("/feeds/visits");
    find("#remember").click();
    await().atMost(SOON).until(() -> textOf("remember").equals("Do not remember my visits"));
    assertThat(browser.executeScript("return Object.keys(localStorage)"))
        .isEqualTo(List.of("dateline:visit:/feeds/visits"));
    assertThat(
            browser.executeScript(
                "return Object.keys(JSON.parse(localStorage[arguments[0]]))",
                "dateline:visit:/feeds/visits"))
        .isEqualTo(List.of("epoch", "seq", "time"));

    find("#remember").click();
    assertThat(browser.executeScript(STORED)).isEqualTo("{}");
  }

  @Test
  void theReturningReaderSeesCountsADividerAndTheKeyMomentsSince() throws Exception {
    String feed = "return-" + System.nanoTime(); // so that a second run finds no retracted item
    String path = "/feeds/" + feed;
    news.open(feed);
    for (String id : new String[] {"kept", "wrong", "false"}) {
      news.publish(feed, id, "Old " + id);
    }
    openLive(path);
    find("#remember").click();
    leave();
    news.publishItem(feed, "{\"id\":\"key\",\"title\":\"A key moment\",\"keyEvent\":true}");
    news.publish(feed, "new", "New story");
    news.edit(
        "POST",
        path + "/items/wrong/corrections",
        "{\"note\":\"It was Tuesday\",\"item\":{\"title\":\"Old wrong\"}}");
    news.retract(feed, "false", "It did not happen");

    openLive(path);

    awaitText("since", "2 new, 1 corrected, 1 retracted since");
    assertThat(shownIn("since")).contains("A key moment");
    awaitRows("New story", "A key moment", "You were here at", "Old kept");
    news.retract(feed, "key", "Neither did this");
    await().atMost(SOON).until(() -> !textOf("since").contains("A key moment"));
  }

  @Test
  void theDividerIsShownWithTheFirstRowThatTheCountsWereAheadOf() throws Exception {
    String feed = "early-" + System.nanoTime();
    news.open(feed);
    news.publish(feed, "old", "Old story");
    openLive("/feeds/" + feed);
    find("#remember").click();
    leave();
    beforeScripts(COUNTS_THE_NEXT_ITEM);
    openLive("/feeds/" + feed);
    awaitText("since", "1 new since");

    news.publish(feed, "new", "New story");

    awaitRows("New story", "You were here at", "Old story");
  }

  @Test
  void theSitesConsentSwitchesItOnAndItsRefusalRemovesIt() throws Exception {
    news.open("consent");
    openLive("/feeds/consent");
    await().atMost(SOON).until(() -> find("#remember").isDisplayed());

    browser.executeScript("document.documentElement.dataset.consent = 'granted'");
    await().atMost(SOON).until(() -> !browser.executeScript(STORED).equals("{}"));
    assertThat(find("#remember").isDisplayed()).isFalse();

    browser.executeScript("document.documentElement.dataset.consent = 'denied'");
    await().atMost(SOON).until(() -> browser.executeScript(STORED).equals("{}"));
  }

  @Test
  void aPageThatMayNotStoreAnythingIsLive() throws Exception {
    news.open("storeless");
    beforeScripts(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); }"
            + " })");
    openLive("/feeds/storeless");
    find("#remember").click();
    news.publish("storeless", "a", "Story");
    awaitHeadlines("Story");
  }

  private static void awaitRows(String... texts) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(shownIn("days")).containsSubsequence(texts));
  }

  /** Leaves the page, as a reader does. */
  private static void leave() {
    browser.get(dateline.page() + "/robots.txt");
  }
}
