package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** Pages of a part of a feed, and the state that pages show, in a real browser. */
class FilteredPageIT extends BrowserFixture {
  private static final String IN_SIGHT_AND_BEFORE_THE_LIST =
      """
      const element = document.getElementById(arguments[0]);
      const { x, y, width, height } = element.getBoundingClientRect();
      const position = element.compareDocumentPosition(document.getElementById('days'));
      const shown = document.elementFromPoint(x + width / 2, y + height / 2);
      return element.contains(shown) && Boolean(position & Node.DOCUMENT_POSITION_FOLLOWING);
      """;

  @Test
  void aFilteredPageShowsTheItemsThatMatchAsTheyChange() throws Exception {
    news.open("filtered");
    publish("filtered", "old", "\"label\":\"exclusive\",\"tags\":[\"energy\"]");
    openLive("/feeds/filtered?label=exclusive&label=opinion&tag=energy");
    assertThat(textOf("condition")).isEqualTo("Label: Exclusive or Opinion · Tag: energy");
    assertThat(browser.getTitle()).isEqualTo("Label: Exclusive or Opinion · Tag: energy · World");
    awaitHeadlines("old");

    publish("filtered", "other", "\"label\":\"exclusive\"");
    publish("filtered", "both", "\"label\":\"opinion\",\"tags\":[\"ports\",\"energy\"]");
    awaitHeadlines("both", "old");
    update("filtered", "other", "\"label\":\"exclusive\",\"tags\":[\"energy\"]");
    awaitHeadlines("both", "other", "old");
    update("filtered", "both", "\"label\":\"opinion\"");
    awaitHeadlines("other", "old");
    news.retract("filtered", "old", "It did not happen");
    awaitHeadlines("other");
    assertSameDocument();

    String updated = shownIn("days");
    browser.navigate().refresh();
    assertThat(shownIn("days")).isEqualTo(updated);
  }

  @Test
  void aSeriesPageShowsTheItemsOfItsSeriesWithTheirKickers() throws Exception {
    news.open("series");
    String kicker = "\"kicker\":{\"text\":\"Bridge & works\"}";
    publish("series", "first", kicker);
    openLive("/feeds/series?series=Bridge%20%26%20works");
    assertThat(textOf("condition")).isEqualTo("Series: Bridge & works");

    publish("series", "second", kicker);
    publish("series", "other", "\"kicker\":{\"text\":\"Elections\"}");
    news.edit("PUT", "/feeds/series/items/other/breaking", "{\"level\":\"major\"}");
    news.edit("PUT", "/feeds/series/items/second/breaking", "{\"level\":\"major\"}");

    awaitText("alerts", "second");
    awaitHeadlines("second", "first");
    assertThat(textOf("alerts")).doesNotContain("other");
    WebElement added = find("#item-second .kicker");
    assertThat(added.getText()).isEqualTo("Bridge & works");
    assertThat(added.getDomAttribute("href"))
        .isEqualTo("/feeds/series?series=Bridge%20%26%20works");
    String live = shownIn("days");
    browser.navigate().refresh();
    assertThat(shownIn("days")).isEqualTo(live);
  }

  @Test
  void aSectionsPageIsEmptyUntilAnItemMatches() throws Exception {
    news.open("sections");
    openLive("/feeds/sections?section=Ports%20%26%20ships");
    assertThat(textOf("condition")).isEqualTo("Section: Ports & ships");
    assertThat(find("#empty").getText()).contains("Nothing matches yet");

    publish("sections", "ferry", "\"section\":\"Ports & ships\"");

    awaitHeadlines("ferry");
    assertThat(find("#empty").isDisplayed()).isFalse();
  }

  @Test
  void aDaysPageShowsTheItemsOfItsDayOnly() throws Exception {
    news.open("days");
    openLive("/feeds/days?day=2025-02-04");
    assertThat(textOf("condition")).isEqualTo("Tuesday, 4 February 2025");

    publish("days", "today", "\"keyEvent\":false");
    publish("days", "noon", "\"publishedAt\":\"2025-02-04T12:00:00+02:00\"");
    publish("days", "eve", "\"publishedAt\":\"2025-02-03T23:00:00+02:00\"");
    awaitHeadlines("noon");
    update("days", "eve", "\"publishedAt\":\"2025-02-04T01:00:00+02:00\"");
    awaitHeadlines("noon", "eve");
    update("days", "noon", "\"publishedAt\":\"2025-02-05T12:00:00+02:00\"");
    awaitHeadlines("eve");
    news.retract("days", "eve", "It did not happen");
    awaitHeadlines();
    assertThat(find("#days").getText()).contains("It did not happen");
  }

  @Test
  void theStateFollowsTheBrowsersNetworkAtOnce() throws Exception {
    news.open("network");
    openLive("/feeds/network");

    setOffline(true);
    await().atMost(SOON).until(() -> textOf("status").startsWith("Offline, not updated since"));
    setOffline(false);
    await().atMost(SOON).until(() -> textOf("status").equals("Live"));
    publish("network", "back", "\"keyEvent\":true");
    awaitHeadlines("back");
  }

  @Test
  void theStateAndBreakingNewsStayInSightAndComeBeforeTheList() throws Exception {
    news.open("strip");
    for (int i = 0; i < 20; i++) {
      publish("strip", "i" + i, "\"keyEvent\":false");
    }
    openLive("/feeds/strip");
    browser.executeScript("scrollTo(0, document.body.scrollHeight)");

    publish("strip", "new", "\"keyEvent\":false");
    news.edit("PUT", "/feeds/strip/items/new/breaking", "{\"level\":\"major\"}");

    await().atMost(SOON).until(() -> textOf("alerts").contains("new"));
    await().atMost(SOON).until(() -> textOf("new").equals("1 new"));
    for (String id : List.of("status", "new", "pause", "alerts")) {
      assertThat(browser.executeScript(IN_SIGHT_AND_BEFORE_THE_LIST, id)).as(id).isEqualTo(true);
    }
    find("#new").click();
    await().atMost(SOON).until(() -> textOf("new").equals("0 new"));
  }

  private static void publish(String feed, String id, String fields) throws Exception {
    String item = "{\"id\":\"%s\",\"title\":\"%s\",%s}".formatted(id, id, fields);
    news.publishItem(feed, item);
  }

  private static void update(String feed, String id, String fields) throws Exception {
    String item = "{\"title\":\"%s\",%s}".formatted(id, fields);
    news.edit("PUT", "/feeds/" + feed + "/items/" + id, item);
  }
}
