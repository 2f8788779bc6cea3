package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The readers' page with the keyboard only. */
class KeyboardPageIT extends BrowserFixture {
  /** Names the focused element by the nearest id. */
  private static final String FOCUSED =
      "return document.activeElement.closest('[id]')?.id ?? document.activeElement.className";

  private static final String FOCUS_IS_SEEN =
      """
      const element = document.activeElement;
      const { x, y, width, height } = element.getBoundingClientRect();
      const shown = document.elementFromPoint(x + Math.min(width / 2, 5), y + height / 2);
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return element.contains(shown) && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      """;

  @BeforeEach
  void openFeed() throws Exception {
    news.open("keyboard");
    if (news.snapshot("keyboard", "").contains("\"i19\"")) {
      return;
    }
    for (int i = 0; i < 20; i++) {
      news.publish("keyboard", "i" + i, "Story " + i);
    }
  }

  @Test
  void theFocusMovesFromAnErasedAlertToTheNextOneAndStaysOnAPermalink() throws Exception {
    news.open("focused", "\"presentation\":\"live-blog\"");
    for (String id : List.of("a", "b")) {
      news.publish("focused", id, "Story " + id);
      news.edit("PUT", "/feeds/focused/items/" + id + "/breaking", "{\"level\":\"major\"}");
    }
    openLive("/feeds/focused");
    awaitText("alerts", "Story a");
    browser.executeScript("document.querySelector('.alert[data-id=a] a').focus()");

    news.retract("focused", "a", "It did not happen");
    awaitText("item-a", "It did not happen");
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Story b");

    browser.executeScript("document.querySelector('#item-b .permalink').focus()");
    news.retract("focused", "b", "Nor did this");
    awaitText("item-b", "Nor did this");
    assertThat(browser.switchTo().activeElement().getDomAttribute("class")).isEqualTo("permalink");
  }

  @Test
  void theFirstTabLeadsPastEverythingToTheNews() {
    openLive("/feeds/keyboard");
    press(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the news");
    assertThat(browser.executeScript(FOCUS_IS_SEEN)).isEqualTo(true);

    press(Keys.ENTER);
    assertThat(focused()).isEqualTo("feed");
    press(Keys.TAB);
    assertThat(focused()).isNotIn("strip", "pause", "bar");
  }

  @Test
  void pauseAndBreakingNewsComeBeforeTheListAndEveryFocusIsSeen() throws Exception {
    news.edit("PUT", "/feeds/keyboard/items/i3/breaking", "{\"level\":\"major\"}");
    openLive("/feeds/keyboard");
    awaitText("alerts", "Story 3");

    List<String> order = new ArrayList<>();
    while (!order.contains("item-i19") && order.size() < 300) {
      press(Keys.TAB);
      order.add(focused());
      assertThat(browser.executeScript(FOCUS_IS_SEEN)).as("focus on %s", order).isEqualTo(true);
    }

    assertThat(order).contains("pause", "alerts", "item-i19");
    assertThat(order.indexOf("pause")).isLessThan(order.indexOf("item-i19"));
    assertThat(order.indexOf("alerts")).isLessThan(order.indexOf("item-i19"));
  }

  @Test
  void theKeyboardPausesThePageAndGoesBackToNewItems() throws Exception {
    openLive("/feeds/keyboard");
    tabTo("pause");
    press(Keys.SPACE);
    awaitState("paused");
    press(Keys.SPACE);
    awaitState("live");

    browser.executeScript("scrollTo(0, document.body.scrollHeight)");
    news.publish("keyboard", "new", "New story");
    await().atMost(SOON).until(() -> textOf("new").equals("1 new"));
    new Actions(browser).keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform();
    assertThat(focused()).isEqualTo("new");
    press(Keys.ENTER);

    await().atMost(SOON).until(() -> headlines().get(0).equals("New story"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.executeScript("return scrollY")).isEqualTo(0L));
    // the button was removed, so the focus moved to an element that exists
    assertThat(focused()).isNotEmpty().isNotEqualTo("new");
    news.retract("keyboard", "new", "Not for the other tests");
  }

  @Test
  void aRowKeepsTheFocusWhenItsItemChangesAndLeavesItToItsNeighbourWhenItGoes() throws Exception {
    openLive("/feeds/keyboard");
    browser.executeScript("document.querySelector('#item-i18 .headline a').focus()");

    news.update("keyboard", "i18", "Story 18, updated");
    awaitText("item-i18", "Story 18, updated");
    assertThat(focused()).isEqualTo("item-i18");
    news.retract("keyboard", "i18", "It did not happen");
    awaitText("item-i18", "It did not happen");
    assertThat(focused()).isEqualTo("item-i18");
    press(Keys.TAB);
    assertThat(focused()).isEqualTo("item-i17");
  }

  private static void tabTo(String id) {
    for (int i = 0; i < 300 && !focused().equals(id); i++) {
      press(Keys.TAB);
    }
    assertThat(focused()).isEqualTo(id);
  }

  private static void press(CharSequence keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  private static String focused() {
    return String.valueOf(Objects.requireNonNull(browser.executeScript(FOCUSED)));
  }
}
