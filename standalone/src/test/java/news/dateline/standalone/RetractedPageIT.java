package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** What open pages of readers keep of an item that is retracted, in a real browser: nothing. */
class RetractedPageIT extends BrowserFixture {
  /** Everything in the document: elements, attributes, templates and the title. */
  private static final String DOCUMENT = "return document.documentElement.outerHTML";

  /** Records whether a secret outlives the page's own task for the event of a retraction. */
  private static final String RECORD_REMAINS =
      """
      delete window.SharedWorker;
      window.EventSource = class extends EventSource {
        addEventListener(type, listener) {
          super.addEventListener(type, event => {
            listener(event);
            window.wasReset ||= type === 'reset';
            if (type === 'item' && !JSON.parse(event.data).item) {
              window.remains = (document.title + document.documentElement.outerHTML).includes('Secret');
            }
          });
        }
      };
      """;

  /** Puts off loading the page again, which happens after a random delay. */
  private static final String NEVER_RELOAD = "Math.random = () => 500;";

  /** Makes a page one of another epoch, with higher numbers. */
  private static final String PAGE_OF_ANOTHER_EPOCH =
      """
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        document.getElementById('feed').dataset.cursor = 'zzzz-1000';
        document.querySelectorAll('[data-seq]').forEach(({ dataset }) => { dataset.seq = '1000'; });
      });
      """;

  /** What a page must not have: entries and lists without content that can be seen. */
  private static final By EMPTY =
      By.cssSelector(
          "li:empty, .day:not(:has(li)), :is(#alerts, #pinned, #key-events):not(:has(li), [hidden])");

  @ParameterizedTest
  @CsvSource({
    "first-of-feed, '', item-a",
    "first-of-view, '?tag=energy', ''",
    "first-of-item, '/items/a', feed"
  })
  void aRetractionThatIsTheFirstChangeTakesEffectAlsoIfNoOtherCodeCanBeLoaded(
      String feed, String path, String shown) throws Exception {
    news.open(feed);
    publish(feed, "Secret headline");
    news.edit("PUT", "/feeds/" + feed + "/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/" + feed + "/items/a/breaking", "{\"level\":\"major\"}");
    beforeScripts(RECORD_REMAINS + NEVER_RELOAD);
    block("*/changes.js", "*/alerts.js");
    await()
        .atMost(SOON)
        .until(
            () -> {
              openLive("/feeds/" + feed + path);
              return textOf("alerts").contains("Secret headline");
            });

    news.retract(feed, "a", "It did not happen");

    awaitNothingOf("Secret");
    assertGoneInTheTaskOfTheEvent();
    assertSameDocument();
    assertThat(browser.findElements(EMPTY)).isEmpty();
    if (!shown.isEmpty()) {
      assertThat(textOf(shown)).contains("It did not happen");
    }
  }

  @ParameterizedTest
  @CsvSource({"new-epoch, ''", "new-epoch-of-item, /items/a"})
  void aRetractionInANewEpochTakesEffectAtOnceAlsoIfItsNumberIsLower(String feed, String path)
      throws Exception {
    news.open(feed);
    publish(feed, "Secret headline");
    news.edit("PUT", "/feeds/" + feed + "/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/" + feed + "/items/a/breaking", "{\"level\":\"major\"}");
    beforeScripts(RECORD_REMAINS + NEVER_RELOAD + PAGE_OF_ANOTHER_EPOCH);
    block("*/changes.js", "*/alerts.js", "*/rows.js");
    await()
        .atMost(SOON)
        .until(
            () -> {
              open("/feeds/" + feed + path);
              return textOf("alerts").contains("Secret headline");
            });
    await()
        .atMost(SOON)
        .until(() -> Boolean.TRUE.equals(browser.executeScript("return window.wasReset")));

    news.retract(feed, "a", "It did not happen");

    awaitNothingOf("Secret");
    assertGoneInTheTaskOfTheEvent();
  }

  @Test
  void aFeedsPageKeepsNothingOfARetractedItem() throws Exception {
    news.open("taken-back");
    publish("taken-back", "Secret headline");
    beforeScripts(RECORD_REMAINS);
    open("/feeds/taken-back");
    news.edit("PUT", "/feeds/taken-back/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/taken-back/items/a/breaking", "{\"level\":\"major\"}");
    awaitText("alert", "Secret headline");

    news.retract("taken-back", "a", "It did not happen");

    awaitNothingOf("Secret");
    assertGoneInTheTaskOfTheEvent();
    assertThat(find("#item-a").getText()).contains("It did not happen");
  }

  @Test
  void theLiveRegionKeepsNoHeadlineThatIsNotBreakingAnyMore() throws Exception {
    news.open("ended");
    publish("ended", "First headline");
    open("/feeds/ended");
    news.edit("PUT", "/feeds/ended/items/a/breaking", "{\"level\":\"minor\"}");
    awaitText("alert", "First headline");

    news.update("ended", "a", "Second headline");

    await().atMost(SOON).until(() -> textOf("alert").isEmpty());
    assertThat(textOf("alerts")).contains("Second headline");
  }

  @Test
  void aPausedPageKeepsNothingOfAnItemThatLeftItsFilterAndWasThenRetracted() throws Exception {
    news.open("left");
    publish("left", "Secret headline");
    openLive("/feeds/left?tag=energy");
    find("#pause").click();

    news.update("left", "a", "Secret headline without a tag");
    await().atMost(SOON).until(() -> browser.findElements(By.id("item-a")).isEmpty());
    news.retract("left", "a", "It did not happen");

    awaitNothingOf("Secret");
  }

  @Test
  void anItemsPageKeepsNothingOfTheItemOnceItIsRetracted() throws Exception {
    news.open("article");
    publish("article", "Secret headline");
    beforeScripts(RECORD_REMAINS);
    open("/feeds/article/items/a");
    news.edit("PUT", "/feeds/article/items/a/breaking", "{\"level\":\"major\"}");
    awaitText("alert", "Secret headline");
    assertThat(browser.getTitle()).contains("Secret headline");

    news.retract("article", "a", "It did not happen");

    awaitNothingOf("Secret");
    assertGoneInTheTaskOfTheEvent();
    assertThat(browser.getTitle()).isEqualTo("Retracted · World");
    assertThat(find("main").getText())
        .contains("This item has been retracted.", "It did not happen");
    assertSameDocument();

    news.edit("POST", "/feeds/article/items/a/restoration", "{\"title\":\"It did after all\"}");
    awaitText("changed", "updated at");
  }

  @Test
  void aSearchKeepsNothingOfARetractedItem() throws Exception {
    news.open("sought");
    publish("sought", "Secret headline");
    news.publish("sought", "b", "Open headline");
    beforeScripts(RECORD_REMAINS);
    open("/feeds/sought/search?q=headline");
    await().atMost(SOON).until(() -> "live".equals(find("html").getDomAttribute("data-live")));
    assertThat(find(".result").getText()).isEqualTo("2 items found");
    news.update("sought", "b", "Open headline, corrected");
    awaitHeadlines("Open headline, corrected", "Secret headline");

    news.retract("sought", "a", "It did not happen");

    awaitNothingOf("Secret");
    assertGoneInTheTaskOfTheEvent();
    awaitHeadlines("Open headline, corrected");
    assertThat(find(".result").getText()).isEqualTo("1 item found");
    String shown = shownIn("feed");
    assertSameDocument();
    browser.navigate().refresh();
    assertThat(shownIn("feed")).isEqualTo(shown);
    await().atMost(SOON).until(() -> "live".equals(find("html").getDomAttribute("data-live")));
    news.retract("sought", "b", "Neither did this");
    await()
        .atMost(SOON)
        .until(() -> find(".result").getText().startsWith("Nothing found for “headline”"));
  }

  /** Keeps the tab from loading these addresses. */
  private static void block(String... urls) {
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(urls)));
  }

  private static void assertGoneInTheTaskOfTheEvent() {
    assertThat(browser.executeScript("return window.remains")).isEqualTo(false);
  }

  private static void publish(String feed, String title) throws Exception {
    String item =
        "{\"id\":\"a\",\"title\":\"%s\",\"lead\":\"Secret lead\",\"tags\":[\"energy\"],\"keyEvent\":true,"
            + "\"authors\":[{\"name\":\"Secret author\"}],\"body\":\"<p>Secret body</p>\"}";
    news.publishItem(feed, item.formatted(title));
  }

  private static void awaitNothingOf(String text) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(String.valueOf(browser.executeScript(DOCUMENT))).doesNotContain(text);
              assertThat(browser.getTitle()).doesNotContain(text);
            });
    // what assistive technology reads is not later than the document
    assertThat(browser.executeCdpCommand("Accessibility.getFullAXTree", Map.of()).toString())
        .doesNotContain(text);
  }
}
