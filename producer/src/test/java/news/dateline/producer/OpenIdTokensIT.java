package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

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
    OPEN_ID.tell("foreign-key", "set=true");
    try {
      assertRefused("foreign");
      assertThat(OPEN_ID.bearer("user=foreign").status()).isEqualTo(401);
    } finally {
      OPEN_ID.tell("foreign-key", "set=false");
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
  void withoutExpiresInTheProviderIsAskedAgainWhenTheIdTokenEnds() {
    OPEN_ID.claims("unsaid", "editor", "*");
    OPEN_ID.tell("expires-in", "set=false");
    try {
      OpenIdBrowser browser = OPEN_ID.signedIn("unsaid");
      // a provider that is asked now says that the account has no rights
      OPEN_ID.claims("unsaid", "", "");

      assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(200);
    } finally {
      OPEN_ID.tell("expires-in", "set=true");
    }
  }
}
