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

  private static final String OUTLINE =
      """
      return [...document.querySelectorAll(arguments[0])].map(element => element.localName + ' '
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
    String live = outline("#days *");
    browser.navigate().refresh();
    awaitState("live");
    assertThat(outline("#days *")).isEqualTo(live);
    assertThat(languageAndDirection("#item-en .headline a")).isEqualTo("en ltr");
    assertThat(languageAndDirection("#item-en .badge")).isEqualTo("ar rtl");
    assertThat(languageAndDirection("#item-ar .headline a")).isEqualTo("ar rtl");

    news.edit(
        "POST",
        "/feeds/added/items/en/corrections",
        "{\"note\":\"At noon\",\"item\":{\"title\":\"Lift bridge\",\"language\":\"en\"}}");
    awaitText("item-en", "At noon");
    assertThat(languageAndDirection("#item-en .correction time")).isEqualTo("ar rtl");
    assertThat(languageAndDirection("#item-en .note")).isEqualTo("en ltr");
  }

  @Test
  void anUpdatedOpenArticleOfAnotherLanguageEqualsTheReloadedOne() throws Exception {
    news.open("told", "\"language\":\"en\"");
    publish("told", "a", "Lift bridge", "");
    openLive("/feeds/told/items/a");
    await().atMost(SOON).until(() -> find("#item .share").isDisplayed());

    for (String link : new String[] {"", ",\"source\":\"Agency\""}) {
      correct("told", ARABIC + link.length(), ",\"language\":\"ar\"" + link);
      awaitText("item", ARABIC + link.length());
      assertThat(languageAndDirection("#item h1")).isEqualTo("ar rtl");
      assertThat(languageAndDirection("#item .corrections .text")).isEqualTo("ar rtl");
      for (String own : new String[] {"badge", "byline", "corrections h2", "share"}) {
        assertThat(languageAndDirection("#item ." + own)).as(own).isEqualTo("en ltr");
      }
      assertThat(outline("title")).startsWith("title dir=rtl lang=ar ");
      assertEqualsReloaded();
    }
    assertThat(languageAndDirection("#item .credit .source")).isEqualTo("ar rtl");

    correct("told", "Lift bridge again", "");
    awaitText("item", "Lift bridge again");
    assertThat(outline("title")).isEqualTo("title  Lift bridge again · World");
    assertEqualsReloaded();

    correct("told", ARABIC, ",\"language\":\"ar\"");
    awaitText("item", ARABIC);
    news.retract("told", "a", "It did not happen");
    await().atMost(SOON).until(() -> outline("title").equals("title  Retracted · World"));
  }

  private static void assertEqualsReloaded() {
    String live = outline("title, #item *");
    browser.navigate().refresh();
    awaitState("live");
    await().atMost(SOON).until(() -> find("#item .share").isDisplayed());
    assertThat(outline("title, #item *")).isEqualTo(live);
  }

  private static void assertDirections() {
    for (String place : new String[] {"#item-a .headline", "#pinned .headline", "#key-events a"}) {
      assertThat(languageAndDirection(place)).as(place).isEqualTo("ar rtl");
    }
    assertThat(languageAndDirection("#alerts a")).isEqualTo("ar rtl");
    assertThat(languageAndDirection("#alerts .level")).isEqualTo("en ltr");
    assertThat(languageAndDirection("#item-a .badge")).isEqualTo("en ltr");
  }

  /** Returns the elements with their attributes and texts, without the stream's seqs. */
  private static String outline(String selector) {
    return String.valueOf(browser.executeScript(OUTLINE, selector));
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

  /** Corrects item {@code a}, so that it has every part of an article. */
  private static void correct(String feed, String title, String more) throws Exception {
    String item =
        "\"title\":\"%s\",\"lead\":\"Lead\",\"body\":\"<p>Body</p>\",\"section\":\"City\",\"tags\":[\"ports\"],"
            + "\"kicker\":{\"text\":\"Works\"},\"authors\":[{\"name\":\"Ada Holm\"}],\"label\":\"opinion\","
            + "\"link\":\"https://harbour.example/a\","
            + "\"image\":{\"url\":\"https://harbour.example/a.png\",\"alt\":\"A pier\",\"credit\":\"Jo\"}%s";
    news.edit(
        "POST",
        "/feeds/" + feed + "/items/a/corrections",
        "{\"note\":\"It was Tuesday\",\"item\":{" + item.formatted(title, more) + "}}");
  }
}
