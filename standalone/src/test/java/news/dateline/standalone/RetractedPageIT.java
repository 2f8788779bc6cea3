package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** What open pages of readers keep of an item that is retracted, in a real browser: nothing. */
class RetractedPageIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Everything in the document: elements, attributes, templates and the title. */
  private static final String DOCUMENT = "return document.documentElement.outerHTML";

  @TempDir static Path profile;

  private static final DatelineProcess dateline = DatelineProcess.shared();
  private static Chromium chromium;
  private static ChromeDriver browser;
  private static EditorApiClient news;

  @BeforeAll
  static void start() throws Exception {
    Chromium.assumed();
    news = EditorApiClient.of(dateline);
    chromium = Chromium.start(profile);
    browser = chromium.browser();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aFeedsPageKeepsNothingOfARetractedItem() throws Exception {
    news.open("taken-back");
    publish("taken-back", "Secret headline");
    browser.get(dateline.page() + "/feeds/taken-back");
    news.edit("PUT", "/feeds/taken-back/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/taken-back/items/a/breaking", "{\"level\":\"major\"}");
    awaitText("alert", "Secret headline");

    news.retract("taken-back", "a", "It did not happen");

    awaitNothingOf("Secret");
    assertThat(browser.findElement(By.id("item-a")).getText()).contains("It did not happen");
  }

  @Test
  void theLiveRegionKeepsNoHeadlineThatIsNotBreakingAnyMore() throws Exception {
    news.open("ended");
    publish("ended", "First headline");
    browser.get(dateline.page() + "/feeds/ended");
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
    browser.get(dateline.page() + "/feeds/left?tag=energy");
    await().atMost(SOON).until(() -> textOf("status").equals("Live"));
    browser.findElement(By.id("pause")).click();

    news.update("left", "a", "Secret headline without a tag");
    await().atMost(SOON).until(() -> browser.findElements(By.id("item-a")).isEmpty());
    news.retract("left", "a", "It did not happen");

    awaitNothingOf("Secret");
  }

  @Test
  void anItemsPageKeepsNothingOfTheItemOnceItIsRetracted() throws Exception {
    news.open("article");
    publish("article", "Secret headline");
    browser.get(dateline.page() + "/feeds/article/items/a");
    browser.executeScript("window.sameDocument = true");
    assertThat(browser.getTitle()).contains("Secret headline");

    news.retract("article", "a", "It did not happen");

    awaitNothingOf("Secret");
    assertThat(browser.getTitle()).isEqualTo("Retracted · World");
    assertThat(browser.findElement(By.tagName("main")).getText())
        .contains("This item has been retracted.", "It did not happen");
    assertThat(browser.executeScript("return window.sameDocument")).isEqualTo(true);

    news.edit("POST", "/feeds/article/items/a/restoration", "{\"title\":\"It did after all\"}");
    awaitText("changed", "newer version");
  }

  private static void publish(String feed, String title) throws Exception {
    String item =
        "{\"id\":\"a\",\"title\":\"%s\",\"lead\":\"Secret lead\",\"tags\":[\"energy\"],\"keyEvent\":true,"
            + "\"authors\":[{\"name\":\"Secret author\"}],\"body\":\"<p>Secret body</p>\"}";
    news.edit("POST", "/feeds/" + feed + "/items", item.formatted(title));
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

  private static void awaitText(String id, String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(textOf(id)).contains(text));
  }

  private static String textOf(String id) {
    return String.valueOf(browser.findElement(By.id(id)).getAttribute("textContent"));
  }
}
