package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Changes never move what a reader is reading: at the top, scrolled, in another tab, paused. */
class PagePositionIT extends BrowserFixture {
  private static final String SELECT =
      "getSelection().selectAllChildren(document.querySelector(arguments[0]))";
  private static final String SELECTED = "return getSelection().toString()";

  @Test
  void atTheTopOnlyRowsBelowANewItemMove() throws Exception {
    fill("at-top", 15);
    openLive("/feeds/at-top");
    double days = topOf("days");
    double first = topOf("item-i14");

    news.publish("at-top", "new", "New story");

    await().atMost(SOON).until(() -> headlines().get(0).equals("New story"));
    assertThat(topOf("days")).isEqualTo(days);
    assertThat(topOf("item-i14")).isGreaterThan(first);
    assertThat(find("#new").isDisplayed()).isFalse();
  }

  @Test
  void scrolledANewItemWaitsBehindTheCountUntilTheReaderAsksForIt() throws Exception {
    fill("scrolled", 25);
    openLive("/feeds/scrolled");
    browser.executeScript("document.getElementById('item-i10').scrollIntoView()");
    double before = topOf("item-i10");

    news.publish("scrolled", "one", "First new story");
    news.publish("scrolled", "two", "Second new story");

    await().atMost(SOON).until(() -> textOf("new").equals("2 new"));
    assertThat(topOf("item-i10")).isEqualTo(before);
    assertThat(headlines()).doesNotContain("First new story");
    find("#new").click();
    await().atMost(SOON).until(() -> headlines().get(0).equals("Second new story"));
    assertThat(headlines().get(1)).isEqualTo("First new story");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.executeScript("return scrollY")).isEqualTo(0L));
    awaitHidden("new");
  }

  @Test
  void scrolledACorrectionAndARetractionAppearInPlaceAndMoveNothingInSight() throws Exception {
    fill("in-place", 25);
    openLive("/feeds/in-place");
    browser.executeScript("document.getElementById('item-i10').scrollIntoView()");
    double before = topOf("item-i10");

    news.edit(
        "POST",
        "/feeds/in-place/items/i20/corrections",
        "{\"note\":\"A long note, which makes the row above taller than it was.\","
            + "\"item\":{\"title\":\"Story 20, corrected\"}}");
    news.retract("in-place", "i22", "It did not happen");
    news.update("in-place", "i9", "Story 9, updated");

    awaitText("item-i20", "A long note");
    awaitText("item-i22", "It did not happen");
    awaitText("item-i9", "Story 9, updated");
    assertThat(find("#item-i22").getText()).doesNotContain("Story 22");
    // the browser scrolls by whole pixels
    assertThat(topOf("item-i10")).isCloseTo(before, within(1.0));
    assertThat(find("#new").isDisplayed()).isFalse();
    assertSameDocument();
  }

  @Test
  void scrolledBreakingNewsIsSeenAndNeitherMovesNorCoversALine() throws Exception {
    fill("alerted", 25);
    openLive("/feeds/alerted");
    browser.executeScript("document.getElementById('item-i10').scrollIntoView()");
    double before = topOf("item-i10");
    int height = find("#strip").getSize().getHeight();

    news.edit("PUT", "/feeds/alerted/items/i3/breaking", "{\"level\":\"major\"}");
    awaitText("alerts", "Story 3");
    news.edit("PUT", "/feeds/alerted/items/i4/breaking", "{\"level\":\"minor\"}");
    awaitText("alerts", "Story 4");

    assertThat(find("#alerts [data-id=i4] a").isDisplayed()).isTrue();
    assertThat(find("#strip").getSize().getHeight()).isLessThanOrEqualTo(height);
    assertThat(topOf("item-i10")).isCloseTo(before, within(1.0));
    browser.executeScript("scrollTo(0, 0)");
    await().atMost(SOON).until(() -> find("#strip").getSize().getHeight() > height);
  }

  @Test
  void aSelectionOfTextSurvivesTheChangesAroundIt() throws Exception {
    fill("selection", 12);
    openLive("/feeds/selection");
    browser.executeScript(SELECT, "#item-i8 .headline");
    assertThat(browser.executeScript(SELECTED)).isEqualTo("Story 8");

    news.publish("selection", "new", "New story");
    news.update("selection", "i9", "Story 9, updated");
    news.edit("PUT", "/feeds/selection/pin", "{\"item\":\"i8\"}");
    news.retract("selection", "i7", "It did not happen");
    awaitText("item-i7", "It did not happen");
    awaitText("item-i8", "Pinned");

    assertThat(browser.executeScript(SELECTED)).isEqualTo("Story 8");
  }

  @Test
  void aHiddenPageCountsNewItemsInItsTitleAndShowsThemWhenItIsBackInSight() throws Exception {
    fill("hidden", 3);
    openLive("/feeds/hidden");
    browser.manage().window().minimize();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(browser.executeScript("return document.hidden")).isEqualTo(true));

    news.publish("hidden", "one", "First new story");
    news.publish("hidden", "two", "Second new story");
    await().atMost(SOON).until(() -> browser.getTitle().startsWith("(2) "));

    browser.manage().window().setSize(WINDOW);
    await().atMost(SOON).until(() -> browser.getTitle().equals("World"));
    assertThat(headlines()).startsWith("Second new story", "First new story");
    assertSameDocument();
  }

  @Test
  void aPausedPageKeepsNewItemsAndUpdatesUntilItGoesOnButNoRetractedText() throws Exception {
    fill("paused", 3);
    openLive("/feeds/paused");
    find("#pause").click();
    awaitState("paused");

    news.publish("paused", "new", "New story");
    news.update("paused", "i1", "Story 1, updated");
    news.retract("paused", "i0", "It did not happen");

    awaitText("item-i0", "It did not happen");
    await().atMost(SOON).until(() -> textOf("status").equals("Paused, 2 waiting"));
    assertThat(headlines()).containsExactly("Story 2", "Story 1");
    browser.navigate().refresh();
    awaitState("paused");
    find("#pause").click();
    awaitHeadlines("New story", "Story 2", "Story 1, updated");
    awaitState("live");
    assertThat(browser.findElements(By.cssSelector("#item-i0 .headline"))).isEmpty();
  }

  private static void fill(String feed, int items) throws Exception {
    news.open(feed);
    for (int i = 0; i < items; i++) {
      news.publish(feed, "i" + i, "Story " + i);
    }
  }
}
