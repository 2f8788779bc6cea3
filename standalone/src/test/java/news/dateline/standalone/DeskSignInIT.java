package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** The desk in a real browser: sign-in, its links, and the end of a session. */
class DeskSignInIT extends BrowserFixture {

  @Test
  void aLinkSignsInOnceAndLeavesNoSecretInTheAddressOrWithinReachOfScripts() throws Exception {
    news.open("sign-in-link");
    news.snapshot("sign-in-link", "");
    String code = code();

    browser.get(dateline.desk() + "/#login=" + code);

    await().atMost(SOON).until(() -> find("#desk").isDisplayed());
    assertThat(browser.getCurrentUrl()).doesNotContain("login");
    assertThat(browser.executeScript("return document.cookie + JSON.stringify(sessionStorage)"))
        .asString()
        .doesNotContain("session", code);
    browser.navigate().refresh();
    await().atMost(SOON).until(() -> find("#desk").isDisplayed());

    find("#sign-out").click();
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    browser.get("about:blank");
    browser.get(dateline.desk() + "/#login=" + code);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(find("#sign-in-result").getText()).contains("This link was used"));
    assertThat(find("#desk").isDisplayed()).isFalse();
  }

  @Test
  void aLinkInABrowserThatIsSignedInChangesNotWhoItIsAndLeavesNoCodeInTheAddress()
      throws Exception {
    browser.get(dateline.desk() + "/#login=" + code());
    await().atMost(SOON).until(() -> find("#desk").isDisplayed());
    Cookie before = browser.manage().getCookieNamed("dateline-session");

    // only what follows # changes, so the browser loads nothing
    browser.get(dateline.desk() + "/#login=" + code());

    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(find("#result").getText()).contains("You are signed in already"));
    assertThat(browser.getCurrentUrl()).doesNotContain("login");
    assertThat(find("#desk").isDisplayed()).isTrue();
    assertThat(browser.manage().getCookieNamed("dateline-session")).isEqualTo(before);
  }

  @Test
  void aTokenSignsInAlsoIfAnotherTabHasDoneSoMeanwhile() throws Exception {
    browser.get(dateline.desk());
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    browser.executeAsyncScript(
        """
        const [code, done] = arguments;
        const headers = { 'Content-Type': 'application/json' };
        fetch('/sessions', { method: 'POST', headers, body: JSON.stringify({ code }) }).then(() => done());
        """,
        code());
    Cookie before = browser.manage().getCookieNamed("dateline-session");

    find("#sign-in [name=token]").sendKeys(news.token() + Keys.ENTER);

    await().atMost(SOON).until(() -> find("#desk").isDisplayed());
    assertThat(browser.manage().getCookieNamed("dateline-session")).isNotEqualTo(before);
  }

  private static String code() throws Exception {
    return news.edit("POST", "/login-codes", "").path("code").asString();
  }

  @Test
  void aWrongTokenIsSaidToBeWrongAndAnEndedSessionAsksForANewSignIn() throws Exception {
    news.open("sign-in-end");
    browser.get(dateline.desk());
    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    find("#sign-in [name=token]").sendKeys("wrong" + Keys.ENTER);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(find("#sign-in-result").getText()).contains("not valid"));

    find("#sign-in [name=token]").clear();
    find("#sign-in [name=token]").sendKeys(news.token() + Keys.ENTER);
    await().atMost(SOON).until(() -> find("#desk").isDisplayed());
    browser.manage().deleteAllCookies();
    browser.executeScript("dispatchEvent(new Event('focus'))");

    await().atMost(SOON).until(() -> find("#sign-in").isDisplayed());
    assertThat(find("#sign-in-result").getText()).contains("Your session has ended");
  }
}
