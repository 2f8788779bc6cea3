package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import news.dateline.testsupport.RecordedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ID tokens that are not for this sign-in, and answers of the provider that leave something out.
 */
class OpenIdTokensIT {
  private static final OpenIdFixture OPEN_ID = OpenIdFixture.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"nonce=of-another-sign-in", "aud=another-service", "iss=http://127.0.0.1:1"})
  void anIdTokenForAnotherSignInOrServiceOrOfAnotherIssuerOpensNoSession(String wrong) {
    OPEN_ID.claims("forged", "chief", "*", wrong);

    assertRefused("forged");
  }

  @Test
  void aTokenThatAForeignKeyHasSignedIsRefused() {
    OPEN_ID.claims("foreign", "chief", "*");
    OPEN_ID.configureProvider("foreign-key", "set=true");
    try {
      assertRefused("foreign");
      assertThat(OPEN_ID.bearer("user=foreign").status()).isEqualTo(401);
    } finally {
      OPEN_ID.configureProvider("foreign-key", "set=false");
    }
    OPEN_ID.signedIn("foreign");
    assertThat(OPEN_ID.bearer("user=foreign").status()).isEqualTo(200);
  }

  private static void assertRefused(String user) {
    OpenIdBrowser browser = OPEN_ID.browser();
    ApiResponse refused = browser.signIn(user);

    assertThat(refused.status()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("the provider says: invalid_");
    assertThat(browser.cookies()).noneMatch(cookie -> cookie.getName().equals("dateline-session"));
    assertThat(OPEN_ID.health()).doesNotContain("\"answers\":false");
  }

  @Test
  void noCodeCookieOrTokenIsLoggedWhateverBecomesOfIt() {
    OPEN_ID.claims("logged", "editor", "*");
    OPEN_ID.configureProvider(
        "lifetime", "lifetime=PT28S"); // less than the time ahead, so requests refresh
    List<String> secrets = new ArrayList<>(List.of("a-secret-of-the-desk"));
    try (RecordedLog log = RecordedLog.start()) {
      OpenIdBrowser stranger = OPEN_ID.browser();
      URI back = stranger.backFrom("logged");
      assertThat(OPEN_ID.browser().get(back).status()).isEqualTo(403);
      secrets.add(back.getQuery().replaceFirst(".*code=([^&]*).*", "$1"));
      OpenIdBrowser browser = OPEN_ID.signedIn("logged");
      for (OpenIdBrowser each : List.of(stranger, browser)) {
        each.cookies().forEach(cookie -> secrets.add(cookie.getValue()));
      }
      useTokens(browser, secrets);

      secrets.addAll(List.of(OPEN_ID.configureProvider("issued", "").split("\n")));
      assertThat(secrets).hasSizeGreaterThan(12).doesNotContain("", "null");
      secrets.forEach(secret -> assertThat(log.text()).doesNotContain(secret));
    } finally {
      OPEN_ID.configureProvider("lifetime", "lifetime=PT5M");
    }
  }

  /** Refreshes with and without success, signs out, and presents a token of another service. */
  private static void useTokens(OpenIdBrowser browser, List<String> secrets) {
    ApiResponse myself = browser.desk("GET", "/session", "");
    secrets.add(myself.text("csrfToken"));
    OPEN_ID.configureProvider("foreign-key", "set=true");
    assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(200);
    OPEN_ID.configureProvider("foreign-key", "set=false");
    assertThat(browser.desk("GET", "/session", "").status()).as("used twice").isEqualTo(200);
    String id = myself.json().path("session").path("id").asString();
    assertThat(browser.command("DELETE", "/sessions/" + id, "").text("logout")).isNotEmpty();
    String token = OPEN_ID.configureProvider("token", "user=logged&aud=another-service");
    assertThat(OPEN_ID.withToken("GET", "/feeds", token).status()).isEqualTo(401);
    secrets.add(token);
  }

  @Test
  void withoutExpiresInTheProviderIsAskedAgainWhenTheIdTokenEnds() {
    OPEN_ID.claims("unsaid", "editor", "*");
    OPEN_ID.configureProvider("expires-in", "set=false");
    try {
      OpenIdBrowser browser = OPEN_ID.signedIn("unsaid");
      // a provider that is asked now says that the account has no rights
      OPEN_ID.claims("unsaid", "", "");

      assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(200);
    } finally {
      OPEN_ID.configureProvider("expires-in", "set=true");
    }
  }
}
