package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Drafts of the desk in a real browser: which feed they belong to, and what of them is kept. */
class DeskDraftsIT extends BrowserFixture {
  private Screen desk;

  @BeforeEach
  void signIn() {
    desk = Screen.of(browser);
  }

  @Test
  void eachFeedKeepsItsOwnDraftOfANewItem() throws Exception {
    openFeeds("draft-a", "draft-b");
    desk.field("title").sendKeys("Written for a");

    desk.openFeed("draft-b");
    desk.awaitValue("title", "");
    desk.field("title").sendKeys("Written for b");
    desk.openFeed("draft-a");
    desk.awaitValue("title", "Written for a");
    desk.openFeed("draft-b");
    desk.awaitValue("title", "Written for b");
    desk.publish("");

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(news.snapshot("draft-b", "")).contains("Written for b"));
    assertThat(news.snapshot("draft-a", "")).doesNotContain("Written for");
  }

  @Test
  void whoHasChosenTheWrongFeedTakesTheTextAlong() throws Exception {
    openFeeds("draft-wrong", "draft-right");
    desk.field("title").sendKeys("In the wrong feed");

    desk.openFeed("draft-right");
    desk.awaitShown("#result", "stays a draft of the feed draft-wrong");
    desk.find("#result button").click();
    desk.awaitValue("title", "In the wrong feed");
    browser.navigate().refresh();
    desk.awaitValue("title", "In the wrong feed");
    desk.awaitValue("feed", "draft-right");
    assertThat(desk.shown("#drafts")).isEmpty();
    desk.openFeed("draft-wrong");

    desk.awaitValue("title", "");
  }

  @Test
  void theDialogForANewFeedKeepsWhatWasTypedOverAReload() throws Exception {
    openFeeds("typed-a", "typed-b");
    desk.find("#new-feed").click();
    desk.find("#feed-form [name=title]").sendKeys("Half a ti");
    desk.find("#feed-form [name=holdFor]").sendKeys("5");

    browser.navigate().refresh();
    await().atMost(SOON).until(() -> desk.find("#new-feed").isDisplayed());
    desk.find("#new-feed").click();

    assertThat(typed("#feed-form [name=title]")).isEqualTo("Half a ti");
    assertThat(typed("#feed-form [name=holdFor]")).isEqualTo("5");
    assertThat(typed("#feed-form [name=timeZone]")).isNotEmpty();
  }

  @Test
  void theDialogForBreakingNewsKeepsWhatWasTypedOverAReloadAndTheEndOfTheSession()
      throws Exception {
    openFeeds("typed-c", "typed-d");
    desk.field("title").sendKeys("Half a headline");
    desk.find("#publish-breaking").click();
    desk.find("#publish-breaking-dialog [value=minor]").click();

    browser.navigate().refresh();
    // the browser itself fills the title before the desk has shown the draft
    desk.awaitShown("#connection", "Live");
    desk.awaitValue("title", "Half a headline");
    desk.find("#publish-breaking").click();
    assertThat(typed("#publish-breaking-dialog [name=level]")).isEqualTo("minor");

    endSession();
    desk.awaitValue("title", "Half a headline");
    desk.find("#publish-breaking").click();
    assertThat(typed("#publish-breaking-dialog [name=level]")).isEqualTo("minor");
  }

  @Test
  void theBodyIsKeptOverAReloadTheUpdateOfAnItemAndTheEndOfTheSession() throws Exception {
    openFeeds("typed-e", "typed-f");
    news.publish("typed-e", "a", "First story");
    desk.awaitShown("#published", "First story");
    String bold = Keys.chord(Keys.CONTROL, "b");
    desk.find("#body").sendKeys(bold, "Half", bold, " a sentence");
    String body = typed("#item-form [name=body]");
    assertThat(body).contains("<strong>Half</strong>", "a sentence");

    browser.navigate().refresh();
    awaitBody(body);
    desk.act("Update", "First story");
    desk.awaitValue("title", "First story");
    assertThat(desk.shown("#body")).isBlank();
    desk.find("#cancel").click();
    awaitBody(body);
    endSession();
    awaitBody(body);
  }

  @Test
  void aDraftOfAFeedThatWhoeverSignsInCannotOpenStaysStoredAndGetsIntoNoOtherFeed()
      throws Exception {
    openFeeds("draft-sport", "draft-world");
    desk.field("title").sendKeys("Written for sport");

    endSession(tokenOfAnEditorOf("draft-world"));
    desk.awaitShown("#result", "A draft of the feed draft-sport is not shown");
    desk.awaitValue("title", "");
    desk.awaitValue("feed", "draft-world");
    assertThat(desk.shown("#drafts")).contains("Written for sport", "Discard");
    assertThat(desk.shown("#drafts")).doesNotContain("Continue");
    desk.field("title").sendKeys(Screen.PUBLISH);
    await()
        .atMost(SOON)
        .until(() -> "true".equals(desk.field("title").getDomAttribute("aria-invalid")));

    endSession(news.token());
    desk.awaitValue("title", "Written for sport");
    desk.awaitValue("feed", "draft-sport");
    assertThat(news.snapshot("draft-world", "")).doesNotContain("Written for sport");
  }

  private static String tokenOfAnEditorOf(String feed) throws Exception {
    String profile = "{\"name\":\"New\",\"roles\":[\"editor\"],\"feeds\":[\"%s\"]}";
    return news.edit("POST", "/identities", profile.formatted(feed)).path("token").asString();
  }

  /** Waits until the form has and shows the body. */
  private void awaitBody(String body) {
    desk.awaitValue("body", body);
    assertThat(desk.shown("#body").replace('\u00a0', ' ')).isEqualTo("Half a sentence");
  }

  private String typed(String selector) {
    return Objects.requireNonNull(desk.find(selector).getDomProperty("value"));
  }

  private void endSession() {
    endSession(news.token());
  }

  /** Ends the session as on the server, lets the desk find out, and signs in with this token. */
  private void endSession(String token) {
    browser.manage().deleteAllCookies();
    browser.executeScript("dispatchEvent(new Event('focus'))");
    desk.enterToken(token);
  }

  private void openFeeds(String first, String second) throws Exception {
    for (String id : new String[] {first, second}) {
      news.open(id);
      news.snapshot(id, "");
    }
    desk.signIn(dateline.desk(), news.token());
    desk.openFeed(first);
  }
}
