package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import news.dateline.support.token.RandomToken;
import org.junit.jupiter.api.Test;

/** Access tokens of Spring Authorization Server, as scripts show them, and its keys. */
class OpenIdBearerIT {
  private static final OpenIdFixture OPEN_ID = OpenIdFixture.shared();

  @Test
  void aScriptShowsAnAccessTokenWithTheRightAudienceIssuerAndTime() {
    OPEN_ID.claims("script", "editor", "oidc-a");

    assertThat(OPEN_ID.bearer("user=script").status()).isEqualTo(200);
    assertThat(OPEN_ID.bearer("user=script").text("identity")).startsWith("oidc-");
    for (String wrong :
        List.of("aud=another-service", "iss=http://127.0.0.1:1", "lasts=PT-5M", "user=x")) {
      String query = wrong.startsWith("user") ? wrong : "user=script&" + wrong;
      ApiResponse refused = OPEN_ID.bearer(query);
      assertThat(refused.status()).as(wrong).isEqualTo(wrong.startsWith("user") ? 403 : 401);
    }
    assertThat(OPEN_ID.bearer("user=x").text("reason")).isEqualTo("account-without-rights");
    OPEN_ID.claims("", "chief", "*");
    assertThat(OPEN_ID.bearer("user=").status()).as("without a subject").isEqualTo(401);
    String token = OPEN_ID.configureProvider("token", "user=script");
    ApiResponse signature =
        OPEN_ID.withToken("GET", "/feeds", token.substring(0, token.length() - 9));
    assertThat(signature.status()).isEqualTo(401);
    assertThat(signature.header("WWW-Authenticate")).isEqualTo("Bearer");
    ApiResponse forbidden = OPEN_ID.withToken("GET", "/partners", token);
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.text("right")).isEqualTo("administer");
    // whoever holds a short token must not make a session of twelve hours of it
    ApiResponse session = OPEN_ID.withToken("POST", "/login-codes", token);
    assertThat(session.status()).isEqualTo(403);
    assertThat(session.text("reason")).isEqualTo("token-needed");
  }

  @Test
  void aChiefRevokesAnAccountThatHasNeverSignedIn() {
    OPEN_ID.claims("machine", "editor", "*");
    String id = OPEN_ID.bearer("user=machine").text("identity");

    ApiResponse revoked = OPEN_ID.producer.send("DELETE", "/identities/" + id, "");

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(OPEN_ID.bearer("user=machine").status()).isEqualTo(401);
    assertThat(OPEN_ID.browser().signIn("machine").status()).isEqualTo(403);
    String other = id.substring(0, id.length() - 1);
    assertThat(OPEN_ID.producer.send("DELETE", "/identities/" + other, "").status()).isEqualTo(404);
  }

  @Test
  void whereAnAddressHasFailedTooOftenASignInWithTheProviderStillOpensTheDesk() {
    OPEN_ID.claims("neighbour", "editor", "*");
    OpenIdBrowser browser = OPEN_ID.browser();
    String unknown = RandomToken.of("unknown").text();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                browser.desk("GET", "/feeds", "", "Authorization", "Bearer " + unknown).status()
                    == 429);

    assertThat(browser.signIn("neighbour").status()).isEqualTo(303);
    assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(200);
  }

  @Test
  void theEndOfASessionOrAnAccountOnOneProducerEndsItsOpenStreamOnTheOther() {
    String feed = "oidc-streams";
    ProducerFixture other = ProducerFixture.shared();
    other.openFeed(feed);
    OPEN_ID.claims("streaming", "editor", "*");
    OpenIdBrowser browser = OPEN_ID.signedIn("streaming");
    String token = "Bearer " + OPEN_ID.configureProvider("token", "user=streaming");
    ApiResponse myself = browser.desk("GET", "/session", "");
    String session = "/sessions/" + myself.json().path("session").path("id").asString();
    String account = "/identities/" + myself.text("identity");
    String path = "/feeds/" + feed + "/stream";

    try (EventStream ofSession =
            EventStream.open(OPEN_ID.producer, path, "Cookie", browser.session());
        EventStream ofToken = EventStream.open(OPEN_ID.producer, path, "Authorization", token)) {
      RevokedStreams.assertEnd(other, feed, () -> other.send("DELETE", session, ""), ofSession);
      assertThat(ofToken.isEnded()).isFalse();
      RevokedStreams.assertEnd(other, feed, () -> other.send("DELETE", account, ""), ofToken);
    }
    assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(401);
  }

  @Test
  void anAccountThatIsRevokedOnOneProducerHasNoOpenStreamOnTheOther() {
    String feed = "oidc-revoked";
    ProducerFixture other = ProducerFixture.shared();
    other.openFeed(feed);
    OPEN_ID.claims("expelled", "editor", "*");
    OpenIdBrowser browser = OPEN_ID.signedIn("expelled");
    String account = "/identities/" + browser.desk("GET", "/session", "").text("identity");

    try (EventStream stream =
        EventStream.open(
            OPEN_ID.producer, "/feeds/" + feed + "/stream", "Cookie", browser.session())) {
      RevokedStreams.assertEnd(other, feed, () -> other.send("DELETE", account, ""), stream);
    }
  }

  @Test
  void aSessionIsRefreshedByATokenOfANewKey() {
    OPEN_ID.configureProvider(
        "lifetime", "lifetime=PT20S"); // less than the time ahead, so each request refreshes
    try {
      OPEN_ID.claims("renewed", "chief", "*");
      OpenIdBrowser browser = OPEN_ID.signedIn("renewed");
      OPEN_ID.configureProvider("rotate", "");
      OPEN_ID.claims("renewed", "editor", "oidc-b");

      ApiResponse myself = browser.desk("GET", "/session", "");

      assertThat(myself.status()).as(myself.body()).isEqualTo(200);
      assertThat(myself.json().path("feeds").toString()).isEqualTo("[\"oidc-b\"]");
    } finally {
      OPEN_ID.configureProvider("lifetime", "lifetime=PT5M");
    }
  }

  @Test
  void aNewKeyOfTheProviderIsAcceptedWithoutARestart() {
    OPEN_ID.claims("rotated", "editor", "*");
    assertThat(OPEN_ID.bearer("user=rotated").status()).isEqualTo(200);
    OPEN_ID.signedIn("rotated");

    OPEN_ID.configureProvider("rotate", "");

    assertThat(OPEN_ID.bearer("user=rotated").status()).isEqualTo(200);
    OPEN_ID.signedIn("rotated");
  }
}
