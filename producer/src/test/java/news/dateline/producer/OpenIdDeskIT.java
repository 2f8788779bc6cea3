package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import news.dateline.testsupport.Chromium;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The desk's sign-in with an OpenID provider in a real browser. */
class OpenIdDeskIT {
  private static final OpenIdFixture OPEN_ID = OpenIdFixture.shared();
  private static ChromeDriver browser;

  @BeforeAll
  static void startBrowser() {
    Chromium.assumed();
    browser = Chromium.shared().browser();
  }

  @Test
  void anEditorSignsInWithTheOrganisationAndOutAgain() {
    OPEN_ID.claims("browsing", "visitor", "*");
    browser.get(OPEN_ID.provider.resolve("/test/login?user=browsing").toString());
    browser.get(OPEN_ID.desk.toString());
    soon().until(() -> find("#provider-sign-in a").isDisplayed());

    find("#provider-sign-in a").click();

    soon().untilAsserted(() -> assertThat(find("main").getText()).contains("no role"));
    OPEN_ID.claims("browsing", "editor", "oidc-b");
    find("main a").click();

    soon().until(() -> find("#desk").isDisplayed());
    assertThat(browser.getCurrentUrl()).isEqualTo(OPEN_ID.desk + "/");
    soon().untilAsserted(() -> assertThat(find("[name=feed]").getText()).contains("oidc-b"));
    assertThat(find("[name=feed]").getText()).doesNotContain("oidc-a");
    assertThat(browser.manage().getCookieNamed("dateline-session"))
        .returns(true, Cookie::isHttpOnly)
        .returns("Lax", Cookie::getSameSite);

    find("#sign-out").click();

    soon().until(() -> find("#provider-sign-in a").isDisplayed());
    assertThat(browser.getCurrentUrl()).isEqualTo(OPEN_ID.desk + "/");
    assertThat(browser.manage().getCookieNamed("dateline-session")).isNull();
    find("#provider-sign-in a").click();
    // the provider has ended its own session, and asks for the account
    soon().until(() -> browser.getCurrentUrl().startsWith(OPEN_ID.provider + "/"));
  }

  private static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  private static ConditionFactory soon() {
    return await().ignoreExceptions().atMost(Duration.ofMinutes(1));
  }
}
