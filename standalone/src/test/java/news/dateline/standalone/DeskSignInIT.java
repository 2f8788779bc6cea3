package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The desk in a real browser: who gets in, and for how long. */
class DeskSignInIT extends BrowserFixture {

  @Test
  void aLinkSignsInOnceAndLeavesNoSecretInTheAddressOrWithinReachOfScripts() throws Exception {
    news.open("sign-in-link");
    news.snapshot("sign-in-link", "");
    String code = news.edit("POST", "/login-codes", "").path("code").asString();

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
