package news.dateline.producer.openid;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.support.token.RandomToken;
import org.junit.jupiter.api.Test;

class SealedTokensTests {
  private static final RandomToken COOKIE = RandomToken.of("a-session");
  private static final SealedTokens TOKENS = new SealedTokens("a-refresh-token", "an-id-token");

  @Test
  void onlyTheCookieOpensTheTokens() {
    String sealed = TOKENS.seal(COOKIE);

    assertThat(SealedTokens.open(COOKIE, sealed)).contains(TOKENS);
    assertThat(SealedTokens.open(RandomToken.of("a-session"), sealed)).isEmpty();
    assertThat(sealed).doesNotContain("token").isNotEqualTo(TOKENS.seal(COOKIE));
  }

  @Test
  void whatWasChangedOrCutIsNotOpened() {
    String sealed = TOKENS.seal(COOKIE);
    char other = sealed.charAt(30) == 'A' ? 'B' : 'A';

    assertThat(SealedTokens.open(COOKIE, sealed.substring(0, 30) + other + sealed.substring(31)))
        .isEmpty();
    for (int length : new int[] {0, 4, 16, 40}) {
      assertThat(SealedTokens.open(COOKIE, sealed.substring(0, length))).isEmpty();
    }
    assertThat(SealedTokens.open(COOKIE, "not base64!")).isEmpty();
  }

  @Test
  void noTokenIsInTheText() {
    assertThat(TOKENS.toString()).doesNotContain("a-refresh-token", "an-id-token");
  }
}
