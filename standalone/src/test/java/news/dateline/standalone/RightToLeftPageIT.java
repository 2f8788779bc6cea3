package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Pages in Arabic, and items in a language of another direction than their page. */
class RightToLeftPageIT extends BrowserFixture {
  private static final String ARABIC = "إعادة فتح الجسر المتحرك";

  /** The language and the direction in which a browser shows an element's text. */
  private static final String LANGUAGE_AND_DIRECTION =
      "const e = arguments[0]; return e.closest('[lang]').lang + ' ' + getComputedStyle(e).direction";

  private static final String ROWS =
      """
      return [...document.querySelectorAll('#days *')].map(element => element.localName + ' '
        + [...element.attributes].filter(({ name }) => name !== 'data-seq')
          .map(({ name, value }) => name + '=' + value).sort().join(' ')
        + (element.children.length ? '' : ' ' + element.textContent.trim())).join('\\n');
      """;

  @Test
  void anArabicPageIsLaidOutFromTheRight() throws Exception {
    news.open("arabic", "\"language\":\"ar\"");
    publish("arabic", "a", ARABIC, "");
    openLive("/feeds/arabic");

    WebElement html = find("html");
    assertThat(html.getDomAttribute("lang")).isEqualTo("ar");
    assertThat(html.getDomAttribute("dir")).isEqualTo("rtl");
    WebElement row = find("#item-a");
    assertThat(left(row.findElement(By.cssSelector(".time"))))
        .isGreaterThan(left(row.findElement(By.cssSelector(".headline"))));
    assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  @Test
  void anItemOfAnotherLanguageKeepsItsDirectionWhereverItIsShown() throws Exception {
    news.open("both", "\"language\":\"en\"");
    openLive("/feeds/both");
    publish("both", "a", ARABIC, ",\"language\":\"ar\",\"keyEvent\":true");
    news.edit("PUT", "/feeds/both/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/both/items/a/breaking", "{\"level\":\"major\"}");
    awaitText("alerts", ARABIC);
    awaitText("pinned", ARABIC);
    awaitText("key-events", ARABIC);
    assertDirections();
    String live = find("#item-a .text").getDomProperty("outerHTML");

    browser.navigate().refresh();
    awaitState("live");
    assertDirections();
    assertThat(find("#item-a .text").getDomProperty("outerHTML")).isEqualTo(live);

    open("/feeds/both/items/a");
    assertThat(languageAndDirection("main h1")).isEqualTo("ar rtl");
    assertThat(languageAndDirection("footer")).isEqualTo("en ltr");
  }

  @Test
  void aRowAddedToAnArabicPageEqualsTheReloadedOne() throws Exception {
    news.open("added", "\"language\":\"ar\"");
    publish("added", "first", ARABIC, "");
    openLive("/feeds/added");

    publish("added", "en", "Lift bridge", ",\"language\":\"en\",\"label\":\"exclusive\"");
    publish("added", "ar", ARABIC, ",\"label\":\"opinion\"");

    await().atMost(SOON).until(() -> headlines().size() == 3);
    await().atMost(SOON).until(() -> !browser.getPageSource().contains("class=\"item added\""));
    String live = rows();
    browser.navigate().refresh();
    awaitState("live");
    assertThat(rows()).isEqualTo(live);
    assertThat(languageAndDirection("#item-en .headline a")).isEqualTo("en ltr");
    assertThat(languageAndDirection("#item-en .badge")).isEqualTo("ar rtl");
    assertThat(languageAndDirection("#item-ar .headline a")).isEqualTo("ar rtl");
  }

  private static void assertDirections() {
    for (String place : new String[] {"#item-a .headline", "#pinned .headline", "#key-events a"}) {
      assertThat(languageAndDirection(place)).as(place).isEqualTo("ar rtl");
    }
    assertThat(languageAndDirection("#alerts a")).isEqualTo("ar rtl");
    assertThat(languageAndDirection("#alerts .level")).isEqualTo("en ltr");
    assertThat(languageAndDirection("#item-a .badge")).isEqualTo("en ltr");
  }

  /**
   * Returns the elements of the list with their attributes and texts, without the stream's seqs.
   */
  private static String rows() {
    return String.valueOf(browser.executeScript(ROWS));
  }

  private static double left(WebElement element) {
    return element.getRect().getX();
  }

  private static String languageAndDirection(String selector) {
    return String.valueOf(browser.executeScript(LANGUAGE_AND_DIRECTION, find(selector)));
  }

  private static void publish(String feed, String id, String title, String more) throws Exception {
    String item = "{\"id\":\"%s\",\"title\":\"%s\"%s}".formatted(id, title, more);
    news.publishItem(feed, item);
  }
}
