package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.events.EventEnvelope;
import news.dateline.producer.security.JwtAuthors;
import news.dateline.producer.security.OpenIdSessions;
import news.dateline.testsupport.RecordedLog;
import news.dateline.testsupport.RoutePaths;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** Sign-in with Spring Authorization Server, which runs in its own process. */
class OpenIdConnectIT {
  private static final ProducerFixture FIRST = ProducerFixture.shared();
  private static final String ITEM = "{\"title\":\"t\"}";

  private static final OpenIdFixture OPEN_ID = OpenIdFixture.shared();

  @Test
  void theBrowserSignsInWithPkceAndActsUnderAnIdThatSaysNothingOfItsName() {
    OPEN_ID.claims("ann", "reporter,unknown-role", "oidc-a");
    OpenIdBrowser browser = OPEN_ID.browser();

    URI asked = OpenIdBrowser.location(browser.desk("GET", "/oauth2/authorization/desk", ""));
    ApiResponse end = browser.signIn("ann");

    assertThat(asked.getQuery()).contains("code_challenge_method=S256", "nonce=", "state=");
    assertThat(OpenIdBrowser.location(end)).hasPath("/");
    assertThat(end.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    ApiResponse myself = browser.desk("GET", "/session", "");
    assertThat(myself.text("name")).isEqualTo("Ann ann");
    assertThat(myself.json().path("roles").toString()).isEqualTo("[\"reporter\"]");
    assertThat(browser.command("POST", "/feeds/oidc-a/items", ITEM).status()).isEqualTo(202);
    ApiResponse other = browser.command("POST", "/feeds/oidc-b/items", ITEM);
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text("right")).isEqualTo("submit");
    assertThat(browser.command("PUT", "/feeds/oidc-a/pin", "{\"id\":\"x\"}").text("right"))
        .isEqualTo("edit");
    String id = myself.text("identity");
    await().until(() -> FIRST.consumer.of("oidc-a").size() > 1);
    EventEnvelope event = FIRST.consumer.of("oidc-a").get(1);
    assertThat(event.actor().id()).hasToString(id);
    assertThat(id).matches("oidc-[0-9a-f]{40}");
    // a producer that has not seen the sign-in, and has no provider, knows the name
    assertThat(FIRST.send("GET", "/identities", "").body()).contains(id, "Ann ann");
    assertThat(FIRST.send("GET", "/sessions", "").body()).contains(id);
  }

  @Test
  void aSignInThatThisBrowserHasNotStartedIsRefusedWithAPage() {
    OPEN_ID.claims("victim", "chief", "*");
    URI back = OPEN_ID.browser().backFrom("victim");

    ApiResponse refused = OPEN_ID.browser().get(back);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Content-Type")).startsWith("text/html");
    assertThat(refused.body()).contains("this browser has not started the sign-in");
    OpenIdBrowser browser = OPEN_ID.browser();
    browser.desk("GET", "/oauth2/authorization/desk", "");
    assertThat(browser.desk("GET", "/login/oauth2/code/desk?code=c&state=guess", "").text("reason"))
        .isEqualTo("sign-in-refused");
    assertThat(browser.cookies()).noneMatch(cookie -> cookie.getName().equals("dateline-session"));
  }

  @Test
  void anErrorInTheAddressOfACallbackKeepsNobodyElseFromSigningIn() {
    OpenIdBrowser stranger = OPEN_ID.browser();
    String asked = stranger.desk("GET", "/oauth2/authorization/desk", "").header("Location");
    String state = asked.replaceFirst(".*[?&](state=[^&]*).*", "$1");
    String callback = "/login/oauth2/code/desk?error=server_error&" + state;
    assertThat(stranger.desk("GET", callback, "").text("reason")).isEqualTo("sign-in-refused");

    OPEN_ID.claims("unaffected", "editor", "*");
    assertThat(OPEN_ID.signedIn("unaffected").desk("GET", "/session", "").status()).isEqualTo(200);
  }

  @Test
  void anAccountWithoutARoleOrAFeedGetsNoSession() {
    OPEN_ID.claims("guest", "visitor", "*");
    OPEN_ID.claims("nowhere", "chief", "");

    assertThat(OPEN_ID.browser().signIn("guest").body()).contains("realm_access.roles", "no role");
    assertThat(OPEN_ID.browser().signIn("nowhere").body()).contains("names no feed");
    assertThat(OPEN_ID.producer.sendBare("GET", "/feeds", "").text("signIn"))
        .isEqualTo("/oauth2/authorization/desk");
  }

  @Test
  void rightsFollowARefreshedTokenAndARefusedRefreshEndsTheSession() {
    OPEN_ID.configureProvider(
        "lifetime", "lifetime=PT20S"); // less than the time ahead, so each request refreshes
    try {
      rightsFollow();
    } finally {
      OPEN_ID.configureProvider("lifetime", "lifetime=PT5M");
    }
  }

  private static void rightsFollow() {
    OPEN_ID.claims("mover", "chief", "*");
    OpenIdBrowser browser = OPEN_ID.signedIn("mover");
    assertThat(browser.desk("GET", "/partners", "").status()).isEqualTo(200);

    OPEN_ID.claims("mover", "editor", "oidc-b");
    assertThat(browser.desk("GET", "/partners", "").status()).isEqualTo(403);
    assertThat(browser.command("POST", "/feeds/oidc-b/items", ITEM).status()).isEqualTo(202);
    assertThat(browser.desk("GET", "/session", "").json().path("feeds").toString())
        .isEqualTo("[\"oidc-b\"]");
    OPEN_ID.claims("mover", "", "oidc-b");
    assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(401);
    OPEN_ID.claims("mover", "chief", "*");
    assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(401);
  }

  @Test
  void aSessionStaysOpenWhileTwoProducersRefreshItAtOnce() {
    ProducerFixture second = FIRST.another(OPEN_ID.settings());
    OPEN_ID.configureProvider("lifetime", "lifetime=PT20S");
    try {
      OPEN_ID.claims("busy", "editor", "*");
      OpenIdBrowser browser = OPEN_ID.signedIn("busy");
      List<URI> desks =
          Stream.of(OPEN_ID.producer, second)
              .map(each -> URI.create("http://127.0.0.1:" + each.port("local.server.port")))
              .toList();
      List<CompletableFuture<ApiResponse>> requests =
          IntStream.range(0, 20)
              .mapToObj(i -> desks.get(i % 2).resolve("/session"))
              .map(page -> CompletableFuture.supplyAsync(() -> browser.get(page)))
              .toList();

      assertThat(requests)
          .extracting(CompletableFuture::join)
          .extracting(ApiResponse::status)
          .containsOnly(200);
    } finally {
      OPEN_ID.configureProvider("lifetime", "lifetime=PT5M");
      second.application.close();
    }
  }

  @Test
  void signingOutEndsTheSessionHereAndAtTheProvider() {
    OPEN_ID.claims("leaver", "editor", "*");
    OpenIdBrowser browser = OPEN_ID.signedIn("leaver");
    String id = browser.desk("GET", "/session", "").json().path("session").path("id").asString();

    ApiResponse ended = browser.command("DELETE", "/sessions/" + id, "");

    assertThat(ended.status()).isEqualTo(200);
    assertThat(browser.desk("GET", "/session", "").status()).isEqualTo(401);
    ApiResponse provider = browser.get(URI.create(ended.text("logout")));
    assertThat(provider.status()).isEqualTo(302);
    assertThat(OpenIdBrowser.location(provider)).isEqualTo(OPEN_ID.desk.resolve("/"));
    // the provider asks for the account again
    ApiResponse start = browser.desk("GET", "/oauth2/authorization/desk", "");
    assertThat(browser.get(OpenIdBrowser.location(start)).status()).isNotEqualTo(302);
  }

  @Test
  void aChiefEndsASessionAndRevokesAnAccountForGood() {
    OPEN_ID.claims("banned", "editor", "*");
    OpenIdBrowser browser = OPEN_ID.signedIn("banned");
    String id = browser.desk("GET", "/session", "").text("identity");

    assertThat(FIRST.send("DELETE", "/identities/" + id, "").status()).isEqualTo(204);

    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> browser.desk("GET", "/session", "").status() == 401);
    assertThat(OPEN_ID.browser().signIn("banned").body()).contains("revoked");
    assertThat(OPEN_ID.bearer("user=banned").status()).isEqualTo(401);
  }

  @Test
  void withoutTheProviderEditorsGoOnUntilTheirTokenEndsAndNobodySignsIn() {
    OPEN_ID.configureProvider("lifetime", "lifetime=PT15S");
    OPEN_ID.claims("lasting", "editor", "*");
    OpenIdBrowser browser = OPEN_ID.signedIn("lasting");
    String[] issued = OPEN_ID.configureProvider("issued", "").split("\n");
    OPEN_ID.killProvider();
    try (RecordedLog log = RecordedLog.start()) {
      goesOnWithoutTheProvider(browser);
      assertThat(log.text()).contains("does not answer").doesNotContain(issued);
    } finally {
      OPEN_ID.restartProvider();
    }
    OPEN_ID.claims("lasting", "editor", "*");
    OPEN_ID.signedIn("lasting");
    assertThat(OPEN_ID.health()).doesNotContain("\"answers\":false");
    // the provider has forgotten the session, which ends
    assertThat(browser.desk("GET", "/feeds", "").status()).isEqualTo(401);
  }

  private static void goesOnWithoutTheProvider(OpenIdBrowser browser) {
    assertThat(browser.desk("GET", "/feeds", "").status()).isEqualTo(200);
    URI signIn = OPEN_ID.desk.resolve("/oauth2/authorization/desk");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> OPEN_ID.browser().get(signIn).status() == 503);
    assertThat(OPEN_ID.browser().get(signIn).body())
        .contains("<h1>The provider of accounts does not");
    assertThat(OPEN_ID.health()).contains("\"answers\":false", "\"status\":\"UP\"");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> browser.desk("GET", "/feeds", "").status() == 503);
    assertThat(browser.desk("GET", "/", "").status()).isEqualTo(200);
    ApiResponse away = browser.desk("GET", "/feeds", "");
    assertThat(away.text("reason")).isEqualTo("provider-unavailable");
    assertThat(away.header("Retry-After")).isNotEmpty();
    assertThat(OPEN_ID.signInWithCode(browser).status()).isEqualTo(201);
  }

  @Test
  void withoutTheSettingThereIsNoBeanOfTheProvider() {
    for (Class<?> type :
        List.of(
            OpenIdSessions.class,
            JwtAuthors.class,
            ReactiveJwtDecoder.class,
            ReactiveClientRegistrationRepository.class)) {
      assertThat(FIRST.application.getBeanNamesForType(type)).isEmpty();
      assertThat(OPEN_ID.producer.application.getBeanNamesForType(type)).hasSize(1);
    }
    assertThat(RoutePaths.of(OPEN_ID.producer.application))
        .containsOnlyOnce(OpenIdSessions.SIGN_IN, OpenIdSessions.CALLBACK)
        .hasSize(RoutePaths.of(FIRST.application).size() + 2);
    assertThat(FIRST.sendBare("GET", "/oauth2/authorization/desk", "").status()).isEqualTo(401);
    assertThat(FIRST.sendBare("GET", "/feeds", "").text("signIn")).isEmpty();
  }
}
