package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The desk in a real browser: what an editor types is neither lost nor published by accident. */
class DeskIT extends BrowserFixture {
  private static final String PUBLISH = Keys.chord(Keys.CONTROL, Keys.ENTER);

  /** Everything that the page shows, holds in fields or stores. */
  private static final String EVERYTHING =
      """
      const fields = [...document.querySelectorAll('input, textarea, select')].map(field => field.value);
      return [document.documentElement.outerHTML, ...fields, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join();
      """;

  @BeforeEach
  void signIn() {
    browser.get(dateline.desk());
    browser.executeScript("localStorage.clear(); sessionStorage.clear()");
    browser.manage().deleteAllCookies();
    browser.navigate().refresh();
    enterToken();
  }

  private static void enterToken() {
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    find("#sign-in [name=token]").sendKeys(news.token() + Keys.ENTER);
    // a reload before the answer would end the request
    await().atMost(SOON).until(() -> !find("#sign-in").isDisplayed());
  }

  @Test
  void aReloadKeepsTheFeedAndWhatWasTyped() throws Exception {
    openFeed("zz-last");
    field("title").sendKeys("Half a headline");
    field("lead").sendKeys("Half a lead");

    browser.navigate().refresh();

    awaitValue("title", "Half a headline");
    assertThat(value("lead")).isEqualTo("Half a lead");
    assertThat(value("feed")).isEqualTo("zz-last");
    assertThat(browser.findElements(By.cssSelector("#drafts li"))).isEmpty();
  }

  @Test
  void enterInAFieldPublishesNothingAndControlEnterPublishes() throws Exception {
    openFeed("keys");
    field("title").sendKeys("Bridge", Keys.ENTER, " opens");
    field("link").sendKeys("https://bridge.example", Keys.ENTER);

    field("lead").sendKeys("At noon.", Keys.ENTER, "For all.", PUBLISH);

    awaitResult("Published: number 2 of the feed");
    assertThat(news.snapshot("keys", "")).contains("\"Bridge opens\"", "At noon.\\nFor all.");
    assertThat(value("title")).isEmpty();
    browser.navigate().refresh();
    await().atMost(SOON).until(() -> value("feed").equals("keys"));
    assertThat(value("title")).isEmpty();
  }

  @Test
  void updatingAnotherItemKeepsWhatWasTyped() throws Exception {
    openFeed("several");
    news.publish("several", "a", "First story");
    news.publish("several", "b", "Second story");
    get("a", "First story");
    get("b", "Second story");
    field("title").sendKeys("A new story");

    click("Update First story");
    awaitValue("title", "First story");
    field("lead").sendKeys("Typed for the first");
    click("Update Second story");
    awaitValue("title", "Second story");
    assertThat(value("lead")).isEmpty();
    click("Update First story");

    awaitValue("lead", "Typed for the first");
    assertThat(find("#editing").getText()).contains("This is your draft");
    click("Cancel");
    awaitValue("title", "A new story");
    click("Bring it back");
    awaitValue("lead", "Typed for the first");
  }

  @Test
  void takingTheOtherVersionKeepsOnesOwn() throws Exception {
    openFeed("conflict");
    news.publish("conflict", "a", "First story");
    get("a", "First story");
    click("Update First story");
    awaitValue("title", "First story");
    field("title").sendKeys(", mine");
    news.update("conflict", "a", "First story, theirs");

    field("title").sendKeys(PUBLISH);
    awaitResult("Someone else changed it meanwhile");
    click("Take theirs");

    awaitValue("title", "First story, theirs");
    assertThat(find("#drafts").getText()).contains("First story, mine");
    click("Back to mine");
    awaitValue("title", "First story, mine");
    field("title").sendKeys(PUBLISH);
    awaitResult("Someone else changed it meanwhile");
    click("Do mine all the same");
    awaitResult("Published: number 4");
    assertThat(news.snapshot("conflict", "")).contains("First story, mine");
  }

  @Test
  void theEndOfTheSessionKeepsWhatWasTyped() throws Exception {
    openFeed("refused");
    field("title").sendKeys("Half a headline");
    // a stream that begins without the session would ask for the token at once
    awaitText("connection", "Live");
    browser.manage().deleteAllCookies();

    // the desk may have asked for the token before the key is sent, or ask for it meanwhile
    new Actions(browser).keyDown(Keys.CONTROL).sendKeys(Keys.ENTER).keyUp(Keys.CONTROL).perform();
    enterToken();

    awaitValue("title", "Half a headline");
    assertThat(value("feed")).isEqualTo("refused");
  }

  @Test
  void theEndOfTheSessionKeepsTheReasonOfARetraction() throws Exception {
    openFeed("reasoned");
    news.publish("reasoned", "a", "First story");
    get("a", "First story");
    click("Retract… First story");
    find("#retract-dialog [name=reason]").sendKeys("It did not hap");

    browser.manage().deleteAllCookies();
    browser.executeScript("dispatchEvent(new Event('focus'))");
    enterToken();
    get("a", "First story");
    click("Retract… First story");

    assertThat(find("#retract-dialog [name=reason]").getDomProperty("value"))
        .isEqualTo("It did not hap");
  }

  @Test
  void anEmbargoInThePastIsAQuestion() throws Exception {
    openFeed("embargo");
    field("title").sendKeys("Held too late");
    field("embargoedUntil").sendKeys("01");
    field("title").sendKeys(PUBLISH);
    awaitResult("The time to hold until is incomplete");

    browser.executeScript(
        "arguments[0].value = '2025-02-04T12:00'; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
        field("embargoedUntil"));
    field("title").sendKeys(PUBLISH);
    await().atMost(SOON).until(() -> find("#past-dialog").isDisplayed());
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Back to the form");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(find("#past-dialog").isDisplayed()).isFalse();
    assertThat(value("title")).isEqualTo("Held too late");

    field("title").sendKeys(PUBLISH);
    await().atMost(SOON).until(() -> find("#past-dialog").isDisplayed());
    click("Publish at once");
    // the first event of the feed's items: nothing was published before the answer
    awaitResult("Published: number 2");
  }

  @Test
  void nothingOfAnItemThatAnotherEditorRetractsStaysOnTheDesk() throws Exception {
    openFeed("erased");
    news.publish("erased", "a", "Secret story");
    get("a", "Secret story");
    field("title").sendKeys("A new story");
    click("Update Secret story");
    awaitValue("title", "Secret story");
    field("lead").sendKeys("Secret lead");
    click("Retract… Secret story");

    news.retract("erased", "a", "It did not happen");
    browser.executeScript("window.dispatchEvent(new Event('focus'))");

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(String.valueOf(browser.executeScript(EVERYTHING)))
                    .doesNotContain("Secret"));
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    awaitResult("Item a was retracted");
    assertThat(value("title")).isEqualTo("A new story");
  }

  private static void openFeed(String id) throws Exception {
    news.open(id);
    news.snapshot(id, "");
    browser.navigate().refresh();
    await().atMost(SOON).until(() -> find("#item-form").getText().contains("(" + id + ")"));
    find("[value='" + id + "']").click();
  }

  private static void get(String id, String title) {
    find("#find-form [name=item]").sendKeys(id + Keys.ENTER);
    await().atMost(SOON).until(() -> find("#published").getText().contains(title));
  }

  private static WebElement field(String name) {
    return find("#item-form [name=" + name + "]");
  }

  private static String value(String name) {
    return Objects.requireNonNull(field(name).getDomProperty("value"));
  }

  private static void awaitValue(String name, String value) {
    await().atMost(SOON).untilAsserted(() -> assertThat(value(name)).isEqualTo(value));
  }

  private static void awaitResult(String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(find("#result").getText()).contains(text));
  }
}
