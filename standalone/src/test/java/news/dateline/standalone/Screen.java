package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A window of a browser, with a desk or a page in it. */
record Screen(ChromeDriver driver, String window) {
  static final String PUBLISH = Keys.chord(Keys.CONTROL, Keys.ENTER);

  private static final Duration SOON = Duration.ofSeconds(20);

  static Screen of(ChromeDriver driver) {
    return new Screen(driver, driver.getWindowHandle());
  }

  ChromeDriver here() {
    driver.switchTo().window(window);
    return driver;
  }

  WebElement find(String selector) {
    return here().findElement(By.cssSelector(selector));
  }

  WebElement field(String name) {
    return find("#item-form [name=" + name + "]");
  }

  String shown(String selector) {
    return String.valueOf(
        here()
            .executeScript(
                "return document.querySelector(arguments[0])?.innerText ?? ''", selector));
  }

  /** Returns the texts that a script returns. */
  @SuppressWarnings("unchecked")
  List<String> texts(String script) {
    return (List<String>) Objects.requireNonNull(here().executeScript("return " + script));
  }

  void awaitShown(String selector, String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(shown(selector)).contains(text));
  }

  void awaitNotShown(String selector, String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(shown(selector)).doesNotContain(text));
  }

  void awaitValue(String name, String value) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(field(name).getDomProperty("value")).isEqualTo(value));
  }

  /** Clicks the button of an item's row. */
  void act(String action, String title) {
    String selector = "button[aria-label='" + action + " " + title + "']";
    // the rows may be rendered anew between the look-up and the click
    await().atMost(SOON).untilAsserted(() -> find(selector).click());
  }

  void publish(String title) {
    field("title").sendKeys(title, PUBLISH);
    awaitValue("title", "");
    awaitShown("#result", "Published: number");
  }

  void signIn(String desk, String token) {
    here().get(desk);
    enterToken(token);
  }

  /** Signs in once the desk asks for the token. */
  void enterToken(String token) {
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    find("#sign-in [name=token]").sendKeys(token + Keys.ENTER);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(find("#desk").isDisplayed())
                    .as(() -> find("#sign-in-result").getText())
                    .isTrue());
  }

  void openFeed(String id) {
    await().atMost(SOON).until(() -> shown("#item-form").contains("(" + id + ")"));
    find("[value='" + id + "']").click();
    awaitShown("#connection", "Live");
  }
}
