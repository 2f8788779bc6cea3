package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import news.dateline.testsupport.Chromium;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What tests of pages in a real browser share: one service and one browser for all classes of a
 * JVM. Each test has a new tab of one size, with empty storage and without emulation, and feeds of
 * its own.
 */
abstract class BrowserFixture {
  static final Duration SOON = Duration.ofSeconds(20);
  static final Dimension WINDOW = new Dimension(1_000, 800);

  private static final String HEADLINES =
      "return [...document.querySelectorAll('#days .headline')].map(each => each.innerText.trim())";

  static DatelineProcess dateline;
  static ChromeDriver browser;
  static EditorApiClient news;

  static {
    // a document may be replaced while it is waited for; its elements are then looked up again
    Awaitility.ignoreExceptionsByDefaultMatching(
        e -> e instanceof StaleElementReferenceException || e instanceof NoSuchElementException);
  }

  @BeforeAll
  static void startShared() throws Exception {
    Chromium.assumed();
    dateline = DatelineProcess.shared();
    news = EditorApiClient.of(dateline);
    browser = Chromium.shared().browser();
  }

  @BeforeEach
  final void openTab() {
    Set<String> others = browser.getWindowHandles();
    String tab = browser.switchTo().newWindow(WindowType.TAB).getWindowHandle();
    others.forEach(other -> browser.switchTo().window(other).close());
    browser.switchTo().window(tab);
    // a tab that opens after its window was closed has the browser's own, smaller size
    browser.manage().window().setSize(WINDOW);
    browser.executeCdpCommand("Page.bringToFront", Map.of());
    for (String origin : List.of(dateline.page(), dateline.desk())) {
      browser.executeCdpCommand(
          "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
    }
  }

  /** Opens a tab in front of the others, which are then hidden, and returns its handle. */
  static String newTabInFront() {
    browser.switchTo().newWindow(WindowType.TAB);
    browser.executeCdpCommand("Page.bringToFront", Map.of());
    return browser.getWindowHandle();
  }

  /** Opens a path of the service and marks the document, so that a reload shows. */
  static void open(String path) {
    browser.get(dateline.page() + path);
    browser.executeScript("window.sameDocument = true");
  }

  /** Opens a feed's page and waits until it receives the stream. */
  static void openLive(String path) {
    open(path);
    awaitState("live");
  }

  /** Evaluates a script in each document that the tab opens from now on, before its own scripts. */
  static void beforeScripts(String script) {
    browser.executeCdpCommand("Page.enable", Map.of());
    browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /**
   * Gives the documents that the tab opens from now on a clock that {@code advance(ms)} and {@code
   * sleep(ms)} move, and no SharedWorker, whose clock would be another one.
   */
  static void useTestClock() throws IOException {
    try (InputStream clock = BrowserFixture.class.getResourceAsStream("/page-clock.js")) {
      beforeScripts(new String(Objects.requireNonNull(clock).readAllBytes(), UTF_8));
    }
  }

  /** Waits for a state of the page, such as {@code live}, {@code offline} or {@code paused}. */
  static void awaitState(String state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(find("#bar").getDomAttribute("data-state")).isEqualTo(state));
  }

  /** Checks that the page has not been loaded again since it was opened. */
  static void assertSameDocument() {
    assertThat(browser.executeScript("return window.sameDocument")).isEqualTo(true);
  }

  /** Gives the page a network, or takes it away, as the browser itself would notice. */
  static void setOffline(boolean offline) {
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  /** Clicks the displayed button of this name. */
  static void click(String name) {
    await().atMost(SOON).until(() -> button(name).isPresent());
    button(name).orElseThrow().click();
  }

  private static Optional<WebElement> button(String name) {
    return browser.findElements(By.tagName("button")).stream()
        .filter(button -> button.isDisplayed() && name.equals(button.getAccessibleName()))
        .findFirst();
  }

  /** Returns the distance in pixels of the element with this id from the top of the window. */
  static double topOf(String id) {
    String top = "return document.getElementById(arguments[0]).getBoundingClientRect().top";
    return ((Number) Objects.requireNonNull(browser.executeScript(top, id))).doubleValue();
  }

  /** Returns the whole text of the element with this id, hidden parts included. */
  static String textOf(String id) {
    return String.valueOf(find("#" + id).getDomProperty("textContent"));
  }

  /** Returns the text that the element with this id shows. */
  static String shownIn(String id) {
    return String.valueOf(
        browser.executeScript("return document.getElementById(arguments[0]).innerText", id));
  }

  static void awaitText(String id, String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(textOf(id)).contains(text));
  }

  /** Brings the row into sight, and waits until the page takes it for one that was there. */
  static void awaitSeen(String id) {
    await()
        .atMost(SOON)
        .until(
            () ->
                browser.executeAsyncScript(
                    """
                    const [id, done] = arguments;
                    const url = document.querySelector('script[type=module]').src.replace(/[^/]*$/, 'reading.js');
                    const row = document.getElementById(id);
                    row.scrollIntoView({ block: 'nearest' });
                    import(url).then(({ wasSeen }) => done(wasSeen(row)
                      ? 'seen' : `${document.visibilityState}, ${innerWidth} x ${innerHeight}, row at ${row.getBoundingClientRect().top}`));
                    """,
                    id),
            "seen"::equals);
  }

  static void awaitHidden(String id) {
    await().atMost(SOON).until(() -> !find("#" + id).isDisplayed());
  }

  /** Waits until the list of the feed has these headlines, the newest first. */
  static void awaitHeadlines(String... headlines) {
    await().atMost(SOON).untilAsserted(() -> assertThat(headlines()).containsExactly(headlines));
  }

  /** Returns the headlines of the list at one moment. */
  @SuppressWarnings("unchecked")
  static List<String> headlines() {
    return (List<String>) Objects.requireNonNull(browser.executeScript(HEADLINES));
  }
}
