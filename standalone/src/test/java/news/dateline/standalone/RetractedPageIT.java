package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** What open pages of readers keep of an item that is retracted, in a real browser: nothing. */
class RetractedPageIT extends BrowserFixture {
  /** Everything in the document: elements, attributes, templates and the title. */
  private static final String DOCUMENT = "return document.documentElement.outerHTML";

  @Test
  void aFeedsPageKeepsNothingOfARetractedItem() throws Exception {
    news.open("taken-back");
    publish("taken-back", "Secret headline");
    open("/feeds/taken-back");
    news.edit("PUT", "/feeds/taken-back/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/taken-back/items/a/breaking", "{\"level\":\"major\"}");
    awaitText("alert", "Secret headline");

    news.retract("taken-back", "a", "It did not happen");

    awaitNothingOf("Secret");
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
    open("/feeds/article/items/a");
    assertThat(browser.getTitle()).contains("Secret headline");

    news.retract("article", "a", "It did not happen");

    awaitNothingOf("Secret");
    assertThat(browser.getTitle()).isEqualTo("Retracted · World");
    assertThat(find("main").getText())
        .contains("This item has been retracted.", "It did not happen");
    assertSameDocument();

    news.edit("POST", "/feeds/article/items/a/restoration", "{\"title\":\"It did after all\"}");
    awaitText("changed", "updated at");
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
              assertThat(
                      browser.executeCdpCommand("Accessibility.getFullAXTree", Map.of()).toString())
                  .doesNotContain(text);
            });
  }
}
