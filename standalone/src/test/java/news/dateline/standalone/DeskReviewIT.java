package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The desk in a real browser: an author who may not publish, and an editor who decides. */
class DeskReviewIT extends BrowserFixture {

  @Test
  void anEditorReturnsWhatWasSubmittedWithANoteAndReleasesItLater() throws Exception {
    news.open("review");
    EditorApiClient author = author("review");
    author.publish("review", "a", "Submitted story");
    assertThat(news.snapshot("review", "")).doesNotContain("Submitted");
    signIn(news.token(), "review");
    await().atMost(SOON).until(() -> find("#held").getText().contains("Submitted story"));

    assertThat(find("#held").getText()).contains("submitted by New");

    click("Return… Submitted story");
    find("#giveBack-dialog [name=note]").sendKeys("Say who said it.");
    click("Return it");
    awaitResult("Returned to its author");
    assertThat(find("#held").getDomProperty("textContent")).contains("Say who said it.");

    author.update("review", "a", "Better story");
    signIn(news.token(), "review");
    click("Release Better story");
    awaitResult("Published: number 2 of the feed");
    assertThat(news.snapshot("review", "")).contains("Better story").doesNotContain("who said");
  }

  @Test
  void anAuthorWhoMayNotPublishIsToldThatAnEditorMustRelease() throws Exception {
    news.open("submit");
    signIn(author("submit").token(), "submit");

    find("#item-form [name=title]").sendKeys("My first", Keys.chord(Keys.CONTROL, Keys.ENTER));

    awaitResult("Submitted: an editor must release it");
    await().atMost(SOON).until(() -> find("#held").getText().contains("waits for an editor"));
    click("Release My first");
    awaitResult("The token does not have the right: the right edit is missing here");
    assertThat(news.snapshot("submit", "")).doesNotContain("My first");
  }

  private static EditorApiClient author(String feed) throws Exception {
    String profile =
        "{\"name\":\"New\",\"roles\":[\"reporter\"],\"feeds\":[\"%s\"],\"review\":true}";
    String token =
        news.edit("POST", "/identities", profile.formatted(feed)).path("token").asString("");
    return news.withToken(token);
  }

  private static void signIn(String token, String feed) throws Exception {
    news.snapshot(feed, "");
    browser.get(dateline.desk());
    browser.executeScript("localStorage.clear(); sessionStorage.clear()");
    browser.manage().deleteAllCookies();
    browser.navigate().refresh();
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    find("#sign-in [name=token]").sendKeys(token + Keys.ENTER);
    // a reload before the answer would end the request
    await().atMost(SOON).until(() -> !find("#sign-in").isDisplayed());
    await().atMost(SOON).until(() -> find("#item-form").getText().contains("(" + feed + ")"));
    find("[value='" + feed + "']").click();
  }

  private static void awaitResult(String text) {
    await().atMost(SOON).untilAsserted(() -> assertThat(find("#result").getText()).contains(text));
  }
}
