package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages of readers whose browser runs no script. */
class NoScriptPageIT extends BrowserFixture {
  private static final int ITEMS = 60;

  /** Lets scripts run again: Chromium would go on showing {@code noscript} in later tabs. */
  @AfterEach
  void runScripts() {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
  }

  @BeforeEach
  void openFeed() throws Exception {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    news.open("no-script");
    if (news.snapshot("no-script", "").contains("\"i" + (ITEMS - 1) + "\"")) {
      return;
    }
    for (int i = 0; i < ITEMS; i++) {
      news.publish("no-script", "i" + i, "Story " + i);
    }
    news.edit("PUT", "/feeds/no-script/pin", "{\"item\":\"i2\"}");
    news.edit("PUT", "/feeds/no-script/items/i3/breaking", "{\"level\":\"major\"}");
    news.retract("no-script", "i58", "It did not happen");
  }

  @Test
  void thePageShowsTheNewsItsMarksAndTheWayToOlderNews() {
    browser.get(dateline.page() + "/feeds/no-script");

    assertThat(headlines()).hasSize(39).startsWith("Story 59", "Story 57");
    assertThat(find("#pinned").getText()).contains("Story 2");
    assertThat(find("#alerts").getText()).contains("Story 3");
    assertThat(find("#days").getText()).contains("It did not happen");
    assertThat(find("noscript").getText()).contains("Reload");

    find(".more a").click();
    assertThat(headlines()).hasSize(20).endsWith("Story 0");
    find(".newest a").click();
    assertThat(headlines()).startsWith("Story 59");
  }

  @Test
  void noControlIsShownThatOnlyAScriptCouldServe() {
    browser.get(dateline.page() + "/feeds/no-script");

    assertThat(browser.findElements(By.cssSelector("button, [role=button]")))
        .filteredOn(WebElement::isDisplayed)
        .allMatch(button -> "submit".equals(button.getDomProperty("type")));
  }

  @Test
  void aPermalinkOpensTheFeedAtItsItemAlsoAtAnOldOne() {
    for (String item : List.of("i40", "i3")) {
      browser.get(dateline.page() + "/feeds/no-script?item=" + item + "#item-" + item);

      assertThat(find("#item-" + item).getText()).contains("Story " + item.substring(1));
      assertThat(topOf("item-" + item)).as(item).isBetween(0.0, 700.0);
      assertThat(headlines()).as("the items around %s", item).hasSizeGreaterThan(3);
    }
  }

  @Test
  void anItemsPageIsComplete() throws Exception {
    news.publishItem(
        "no-script",
        "{\"id\":\"whole\",\"title\":\"Whole story\",\"lead\":\"The lead.\","
            + "\"body\":\"<p>The <strong>body</strong>.</p>\",\"section\":\"City\","
            + "\"tags\":[\"bridge\"],\"authors\":[{\"name\":\"Olena Marchuk\"}]}");
    browser.get(dateline.page() + "/feeds/no-script/items/whole");

    assertThat(find("main").getText())
        .contains("Whole story", "The lead.", "The body.", "City", "bridge", "Olena Marchuk");
    assertThat(find(".body strong").getText()).isEqualTo("body");
    news.retract("no-script", "whole", "Not for the other tests");
  }
}
