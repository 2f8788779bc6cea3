package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.ibm.icu.text.PluralRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The readers' page in a real browser. */
class PageIT extends BrowserFixture {
  @Test
  void anOpenPageShowsEveryChangeWithoutAReload() throws Exception {
    news.open("live");
    news.publish("live", "first", "First story");
    open("/feeds/live");
    awaitHeadlines("First story");

    news.publish("live", "second", "Second story");
    awaitHeadlines("Second story", "First story");

    news.update("live", "first", "First story, corrected");
    awaitHeadlines("Second story", "First story, corrected");

    news.retract("live", "second", "It did not happen");
    awaitHeadlines("First story, corrected");
    assertThat(find("#feed").getText()).contains("It did not happen");
    assertSameDocument();
  }

  @Test
  void pinsBreakingNewsAndCorrectionsAppearOnTheOpenPage() throws Exception {
    news.open("marked");
    news.publish("marked", "a", "First story");
    news.publish("marked", "b", "Second story");
    open("/feeds/marked");

    news.edit("PUT", "/feeds/marked/pin", "{\"item\":\"a\"}");
    awaitText("pinned", "First story");
    news.edit("PUT", "/feeds/marked/items/b/breaking", breaking("major", 600));
    awaitText("alerts", "Second story");
    awaitText("alert", "Breaking news: Second story");
    news.edit(
        "POST",
        "/feeds/marked/items/a/corrections",
        "{\"note\":\"It was Tuesday\",\"item\":{\"title\":\"Corrected story\",\"keyEvent\":true}}");
    awaitText("pinned", "It was Tuesday");
    awaitText("key-events", "Corrected story");
    // what the reader has read, only the open page knows
    String updated = alertsAndFeed().replace("You read the earlier version\n", "");
    browser.navigate().refresh();
    assertThat(alertsAndFeed()).isEqualTo(updated);
  }

  @Test
  void endedPinsBreakingNewsAndRetractionsDisappearFromTheOpenPage() throws Exception {
    news.open("over");
    news.publish("over", "a", "First story");
    news.publish("over", "b", "Second story");
    news.edit("PUT", "/feeds/over/pin", "{\"item\":\"a\"}");
    news.edit("PUT", "/feeds/over/items/b/breaking", breaking("minor", 600));
    news.edit("PUT", "/feeds/over/items/a/breaking", breaking("minor", 5));
    open("/feeds/over");
    awaitText("pinned", "First story");

    news.edit("DELETE", "/feeds/over/pin", "");
    news.edit("DELETE", "/feeds/over/items/b/breaking", "");
    awaitHidden("pinned");
    awaitHidden("alerts");
    news.retract("over", "b", "It did not happen");
    awaitHeadlines("First story");
    news.edit("POST", "/feeds/over/items/b/restoration", "{\"title\":\"It did after all\"}");
    awaitHeadlines("It did after all", "First story");
    news.edit("POST", "/feeds/over/close", "{}");
    awaitText("status", "This feed is closed");
    assertSameDocument();
  }

  @Test
  void visibleRowsStayInPlaceWhenItemsAreAddedAbove() throws Exception {
    news.open("still");
    for (int i = 0; i < 20; i++) {
      news.publish("still", "i" + i, "Story " + i);
    }
    open("/feeds/still");
    browser.executeScript("document.getElementById('item-i5').scrollIntoView()");
    String position = "return document.getElementById('item-i5').getBoundingClientRect().top";
    double before = ((Number) browser.executeScript(position)).doubleValue();

    news.publish("still", "new", "New story");
    news.edit("PUT", "/feeds/still/pin", "{\"item\":\"i0\"}");
    news.edit("PUT", "/feeds/still/items/new/breaking", breaking("minor", 600));

    awaitText("alert", "New story");
    assertThat(((Number) browser.executeScript(position)).doubleValue())
        // browsers scroll by whole pixels, so each of the three changes may move the row by half a
        // pixel
        .isCloseTo(before, within(2.0));
    awaitText("new", "1 new");
  }

  @Test
  void aLateItemIsPlacedByItsPublicationTime() throws Exception {
    news.open("late");
    open("/feeds/late");
    publishLate("Ten", "2025-02-04T10:00");
    publishLate("Twelve", "2025-02-04T12:00");
    publishLate("Eleven", "2025-02-04T11:00");
    publishLate("The day before", "2025-02-03T23:59");

    awaitHeadlines("Twelve", "Eleven", "Ten", "The day before");
    assertThat(browser.findElements(By.cssSelector(".day h2")))
        .extracting(WebElement::getText)
        .containsExactly("Tuesday, 4 February 2025", "Monday, 3 February 2025");
  }

  @Test
  void aPageUpdatedByTheStreamEqualsAReloadedPage() throws Exception {
    news.open("same");
    news.publish("same", "a", "Was there at the start");
    open("/feeds/same");
    news.publishItem(
        "same",
        "{\"id\":\"b\",\"title\":\"Came"
            + " later\",\"label\":\"exclusive\",\"kicker\":{\"text\":\"Series\"},\"lead\":\"A"
            + " lead.\"}");
    awaitHeadlines("Came later", "Was there at the start");
    String updated = shownIn("days");

    browser.navigate().refresh();
    assertThat(shownIn("days")).isEqualTo(updated);
  }

  @Test
  void aNumberHasTheSamePluralCategoryInTheBrowserAndOnTheServer() {
    for (String language : List.of("en", "uk", "de", "ar")) {
      PluralRules server = PluralRules.forLocale(Locale.forLanguageTag(language));
      assertThat(
              browser.executeScript(
                  "const rules = new Intl.PluralRules(arguments[0]);"
                      + "return Array.from({ length: 201 }, (_, n) => rules.select(n))",
                  language))
          .as(language)
          .isEqualTo(IntStream.rangeClosed(0, 200).mapToObj(server::select).toList());
    }
  }

  private static void publishLate(String title, String time) throws Exception {
    String item = "{\"title\":\"%s\",\"publishedAt\":\"%s:00+02:00\"}".formatted(title, time);
    news.publishItem("late", item);
  }

  private static String breaking(String level, int seconds) {
    Instant until = Instant.now().plusSeconds(seconds);
    return "{\"level\":\"" + level + "\",\"until\":\"" + until + "\"}";
  }

  private static String alertsAndFeed() {
    return shownIn("alerts") + shownIn("feed");
  }
}
