package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What the desk does while it waits for a preview, and when the preview is refused or late. */
class DeskPreviewRequestIT extends BrowserFixture {
  private static final String PREVIEW = Keys.chord(Keys.ALT, "p");

  /** Keeps the answers to requests for previews until {@code arrive(number)}. */
  private static final String KEEP_ANSWERS =
      """
      const send = window.fetch;
      window.answers = [];
      window.fetch = (path, options) => {
        const answer = send(path, options);
        if (!path.includes('/preview')) return answer;
        return new Promise(arrive => window.answers.push({ answer, arrive }));
      };
      """;

  /** Lets the page have an answer, and returns after the page has read it. */
  private static final String ARRIVE =
      """
      const [number, done] = arguments;
      const { answer, arrive } = window.answers[number];
      const wholeCopy = answer.then(response => response.clone().text());
      arrive(wholeCopy.then(() => answer));
      wholeCopy.then(() => setTimeout(() => setTimeout(done)));
      """;

  private Screen desk;

  @BeforeEach
  void open() {
    desk = Screen.of(browser);
  }

  @Test
  void aLateRefusalLeavesTheItemAloneThatIsInTheFormByThen() throws Exception {
    signIn("preview-late");
    news.publish("preview-late", "a", "Bridge open");
    keepAnswers();
    desk.field("lead").sendKeys("All safe.", PREVIEW);
    desk.act("Update", "Bridge open");
    desk.awaitValue("title", "Bridge open");
    desk.field("lead").sendKeys("More of it.");

    arrive(0);

    assertThat(desk.field("title").getDomAttribute("aria-invalid")).isNull();
    assertThat(browser.switchTo().activeElement()).isEqualTo(desk.field("lead"));
    assertThat(desk.shown("#preview-result")).isEmpty();
  }

  @Test
  void aRefusalThatArrivesAfterANewerPreviewIsNotShown() throws Exception {
    signIn("preview-twice");
    keepAnswers();
    desk.field("lead").sendKeys("All safe.", PREVIEW);
    desk.field("title").sendKeys("Ferry", PREVIEW);
    arrive(1);
    await().atMost(SOON).until(this::isOpen);

    arrive(0);

    assertThat(desk.shown("#preview-result")).isEmpty();
    assertThat(desk.field("title").getDomAttribute("aria-invalid")).isNull();
    assertThat(isOpen()).isTrue();
  }

  @Test
  void aLateAnswerThatTheSessionHasEndedIsHeeded() throws Exception {
    signIn("preview-ended");
    keepAnswers();
    browser.manage().deleteAllCookies();
    desk.field("title").sendKeys("Ferry", PREVIEW, " afloat");
    desk.awaitShown("#preview-result", "you went on meanwhile");

    arrive(0);

    await().atMost(SOON).until(() -> desk.find("#sign-in").isDisplayed());
  }

  @Test
  void whoTypesOnIsNotInterruptedByThePreview() throws Exception {
    signIn("preview-typing");
    keepAnswers();
    desk.field("title").sendKeys("Ferry", PREVIEW);
    desk.awaitShown("#preview-result", "Waiting for the preview.");
    desk.field("title").sendKeys(" afloat");
    desk.awaitShown("#preview-result", "you went on meanwhile");

    arrive(0);

    assertThat(isOpen()).isFalse();
    desk.field("title").sendKeys(PREVIEW);
    arrive(1);
    await().atMost(SOON).until(this::isOpen);
    assertThat(desk.shown("#preview-result")).isEmpty();
  }

  @Test
  void thePreviewNeverLiesOverAnotherDialog() throws Exception {
    signIn("preview-dialogs");
    keepAnswers();
    desk.field("title").sendKeys("Ferry", PREVIEW);
    desk.find("#publish-breaking").click();
    arrive(0);
    assertThat(desk.find("#publish-breaking-dialog").isDisplayed()).isTrue();
    assertThat(isOpen()).isFalse();
    desk.find("#publish-breaking-dialog [data-close]").click();

    desk.field("title").sendKeys(PREVIEW);
    desk.find("#new-feed").click();
    arrive(1);

    assertThat(desk.find("#feed-dialog").isDisplayed()).isTrue();
    assertThat(isOpen()).isFalse();
    desk.find("#feed-dialog [data-close]").click();
    desk.awaitShown("#preview-result", "you went on meanwhile");
  }

  @Test
  void aServiceThatDoesNotAnswerIsReportedBesideTheButton() throws Exception {
    signIn("preview-hangs");
    browser.executeCdpCommand("Network.enable", Map.of());
    browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", false, "latency", 60_000, "downloadThroughput", -1, "uploadThroughput", -1));

    desk.field("title").sendKeys("Ferry", PREVIEW);

    desk.awaitShown("#preview-result", "Waiting for the preview.");
    desk.awaitShown("#preview-result", "The desk cannot be reached.");
    assertThat(isOpen()).isFalse();
  }

  @Test
  void aRefusedPreviewLeavesTheOfferToBringADraftBack() throws Exception {
    signIn("preview-undo");
    desk.field("title").sendKeys("Half a headline");
    desk.find("#cancel").click();
    desk.awaitShown("#result", "Bring it back");

    desk.field("lead").sendKeys("All safe.", PREVIEW);
    desk.awaitShown("#preview-result", "title");
    desk.field("title").sendKeys("Ferry", PREVIEW);
    await().atMost(SOON).until(this::isOpen);

    assertThat(desk.shown("#result")).contains("Bring it back");
    assertThat(desk.shown("#preview-result")).isEmpty();
  }

  @Test
  void aCorrectionOfAnItemThatWasRetractedUnseenIsErased() throws Exception {
    signIn("preview-erased");
    news.publish("preview-erased", "a", "Wrong bridge");
    desk.act("Correct", "Wrong bridge");
    desk.awaitValue("title", "Wrong bridge");
    // the desk stops following the feed
    browser.executeScript(
        "Object.defineProperty(document, 'hidden', { value: true });"
            + " document.dispatchEvent(new Event('visibilitychange'))");
    news.retract("preview-erased", "a", "It did not happen.");

    desk.field("note").sendKeys("It was another bridge.", PREVIEW);

    desk.awaitShown("#result", "Item a was retracted.");
    desk.awaitValue("title", "");
    assertThat(isOpen()).isFalse();
  }

  @Test
  void anIncompleteFormIsRefusedAsThePublicationRefusesIt() throws Exception {
    signIn("preview-partial");
    desk.field("embargoedUntil").sendKeys("01");
    desk.field("title").sendKeys("Ferry", PREVIEW);
    desk.awaitShown("#preview-result", "The time to hold until is incomplete.");

    desk.field("embargoedUntil").sendKeys(Keys.BACK_SPACE);
    desk.find(".more summary").click();
    desk.field("imageUrl").sendKeys("https://img.example/ferry.jpg", PREVIEW);
    desk.awaitShown("#preview-result", "Describe the picture");
    assertThat(isOpen()).isFalse();
  }

  @Test
  void theKeyIsFoundByItsLetterToo() throws Exception {
    signIn("preview-key");
    keepAnswers();
    desk.field("title").sendKeys("Ferry");

    press("{ key: 'p', code: 'KeyP', altKey: true, isComposing: true, bubbles: true }");
    assertThat(browser.executeScript("return answers.length")).isEqualTo(0L);
    press("{ key: 'p', code: 'KeyR', altKey: true, bubbles: true }");
    assertThat(browser.executeScript("return answers.length")).isEqualTo(1L);
  }

  private void press(String key) {
    browser.executeScript(
        "arguments[0].dispatchEvent(new KeyboardEvent('keydown', " + key + "))",
        desk.field("title"));
  }

  private void signIn(String feed) throws Exception {
    news.open(feed);
    news.snapshot(feed, "");
    desk.signIn(dateline.desk(), news.token());
    desk.openFeed(feed);
  }

  private static void keepAnswers() {
    browser.executeScript(KEEP_ANSWERS);
  }

  private static void arrive(int number) {
    browser.executeAsyncScript(ARRIVE, number);
  }

  private boolean isOpen() {
    return !desk.here().findElements(By.cssSelector("#preview-dialog[open]")).isEmpty();
  }
}
