package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page shows, and stores, of the reader's last visit. */
class SinceYouWereHereIT extends BrowserFixture {
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
    assertThat(shownIn("days"))
        .containsSubsequence("New story", "A key moment", "You were here at", "Old kept");
    news.retract(feed, "key", "Neither did this");
    await().atMost(SOON).until(() -> !textOf("since").contains("A key moment"));
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

  /** Leaves the page, as a reader does. */
  private static void leave() {
    browser.get(dateline.page() + "/robots.txt");
  }
}
