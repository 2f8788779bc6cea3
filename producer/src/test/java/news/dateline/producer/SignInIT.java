package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import news.dateline.support.token.RandomToken;
import news.dateline.testsupport.RecordedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SignInIT {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();
  private static final String OPEN = "{\"code\":\"%s\"}";

  /** The cookie of a session as a browser sends it, and the token that the desk adds. */
  private record Cookie(String value, String csrf) {
    ApiResponse send(String method, String path, String body) {
      return sendWith(csrf, method, path, body);
    }

    ApiResponse sendWith(String csrfToken, String method, String path, String body) {
      Stream<String> headers = Stream.of("Cookie", value, "X-CSRF-Token", csrfToken);
      Stream<String> type =
          body.isEmpty() ? Stream.of() : Stream.of("Content-Type", "application/json");
      return PRODUCER.sendBare(
          method, path, body, Stream.concat(headers, type).toArray(String[]::new));
    }
  }

  @Test
  void aCodeOpensASessionOnceAndItsCookieActsForTheIdentity() {
    PRODUCER.openFeed("signed-in");
    ApiResponse identity = identity("Olena", "editor");
    String code = code(identity);

    ApiResponse opened = open(code);

    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    assertThat(opened.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200")
        .doesNotContain("Secure");
    assertThat(opened.body()).doesNotContain(cookieOf(opened).value().substring(60));
    ApiResponse again = open(code);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.text("field")).isEqualTo("code");
    assertThat(again.header("Set-Cookie")).isEmpty();

    Cookie cookie = cookieOf(opened);
    JsonNode myself = cookie.send("GET", "/session", "").json();
    assertThat(myself.path("name").asString()).isEqualTo("Olena");
    assertThat(myself.path("session").path("id").asString()).isEqualTo(opened.text("id"));
    assertThat(cookie.send("POST", "/feeds/signed-in/items", "{\"title\":\"t\"}").status())
        .isEqualTo(202);
    assertThat(cookie.send("GET", "/partners", "").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Proto, https, true",
    "X-Forwarded-Proto, http, false",
    "Forwarded, for=198.51.100.1;proto=https, true",
    "Forwarded, 'for=198.51.100.1, for=192.0.2.1;Proto=\"https\"', true",
    "Forwarded, for=198.51.100.1;proto=http;host=https-desk.example, false"
  })
  void theCookieIsSecureWhereAProxySaysThatItEndsTls(String header, String value, boolean secure) {
    ApiResponse opened =
        PRODUCER.sendBare(
            "POST",
            "/sessions",
            OPEN.formatted(code(identity("Tls", "editor"))),
            "Content-Type",
            "application/json",
            header,
            value);

    assertThat(opened.header("Set-Cookie").contains("; Secure")).isEqualTo(secure);
  }

  @Test
  void besideABearerTokenACookieCountsForNothing() {
    ApiResponse identity = identity("Script", "reporter");
    String bearer = "Bearer " + identity.text("token");
    String valid = signIn(identity("Browser", "chief")).value();

    assertThat(session(bearer, valid).text("identity")).isEqualTo(identity.text("id"));
    assertThat(session(bearer, "dateline-session=old").status()).isEqualTo(200);
    assertThat(session("Bearer wrong", valid).status()).isEqualTo(401);
    assertThat(session("Basic ZWRpdG9yOng=", valid).status()).isEqualTo(401);
    // no CSRF token: another site cannot make a browser send the bearer token
    assertThat(
            PRODUCER
                .sendBare("POST", "/login-codes", "", "Authorization", bearer, "Cookie", valid)
                .status())
        .isEqualTo(201);
  }

  private static ApiResponse session(String authorization, String cookie) {
    return PRODUCER.sendBare(
        "GET", "/session", "", "Authorization", authorization, "Cookie", cookie);
  }

  @Test
  void onlyARequestOfTheDeskChangesSomethingWithTheCookie() {
    PRODUCER.openFeed("csrf");
    Cookie cookie = signIn(identity("Careful", "chief"));
    String item = "{\"id\":\"a\",\"title\":\"t\"}";

    for (String wrong : List.of("", "guess", signIn(identity("Other", "chief")).csrf())) {
      ApiResponse refused = cookie.sendWith(wrong, "POST", "/feeds/csrf/items", item);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("reason")).isEqualTo("csrf");
    }
    assertThat(cookie.sendWith("", "GET", "/feeds", "").status()).isEqualTo(200);
    assertThat(cookie.send("POST", "/feeds/csrf/items", item).status()).isEqualTo(202);
    assertThat(PRODUCER.sendBare("GET", "/", "", "Cookie", "dateline-session=old").status())
        .isEqualTo(200);
  }

  @Test
  void ofManyUsesOfACodeAtOnceOneOpensTheSession() {
    String code = code(identity("Raced", "editor"));

    List<CompletableFuture<ApiResponse>> uses =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> open(code))).limit(3).toList();
    List<ApiResponse> answers = uses.stream().map(CompletableFuture::join).toList();

    assertThat(answers).extracting(ApiResponse::status).containsOnlyOnce(201);
    assertThat(answers).filteredOn(answer -> answer.status() != 201).hasSize(2);
  }

  @Test
  void aSessionIsListedAndEndedByItsOwnerAndByAChiefOfAllFeedsOnly() {
    ApiResponse owner = identity("Owner", "editor");
    Cookie cookie = signIn(owner);
    Cookie second = signIn(owner);
    Cookie stranger = signIn(identity("Stranger", "editor"));
    String id = cookie.send("GET", "/session", "").json().path("session").path("id").asString();

    assertThat(sessions(second)).hasSize(2).contains(id);
    assertThat(sessions(stranger)).hasSize(1).doesNotContain(id);
    assertThat(PRODUCER.send("GET", "/sessions", "").body()).contains(id);
    assertThat(stranger.send("DELETE", "/sessions/" + id, "").text("reason"))
        .isEqualTo("no-session");
    assertThat(cookie.send("GET", "/feeds", "").status()).isEqualTo(200);

    ApiResponse ended = second.send("DELETE", "/sessions/" + id, "");
    assertThat(ended.status()).isEqualTo(204);
    assertThat(ended.header("Set-Cookie")).as("the browser stays signed in").isEmpty();
    assertThat(cookie.send("GET", "/feeds", "").status()).isEqualTo(401);
    assertThat(sessions(second)).hasSize(1);
    assertThat(PRODUCER.send("DELETE", "/sessions/" + sessions(stranger).get(0), "").status())
        .isEqualTo(204);
    assertThat(stranger.send("GET", "/feeds", "").status()).isEqualTo(401);
  }

  @Test
  void theBrowserOfAnEndedSessionForgetsItsCookie() {
    Cookie cookie = signIn(identity("Signing out", "editor"));

    ApiResponse ended = cookie.send("DELETE", "/sessions/" + sessions(cookie).get(0), "");

    assertThat(ended.header("Set-Cookie")).contains("dateline-session=;", "Max-Age=0", "Path=/");
  }

  @Test
  void aSessionEndsWithTheTokenThatStartedItAndAnUnusedCodeToo() {
    ApiResponse identity = identity("Leaving", "editor");
    String unused = code(identity);
    Cookie cookie = signIn(identity);

    PRODUCER.send("DELETE", "/identities/" + identity.text("id"), "");

    assertThat(cookie.send("GET", "/feeds", "").status()).isEqualTo(401);
    assertThat(open(unused).status()).isEqualTo(422);
  }

  @Test
  void aSessionCannotStartAnotherOneAndMalformedRequestsNameTheField() {
    Cookie cookie = signIn(identity("Stolen", "chief"));

    assertThat(cookie.send("POST", "/login-codes", "").text("reason")).isEqualTo("token-needed");
    assertThat(cookie.send("DELETE", "/sessions/no+id", "").text("field")).isEqualTo("id");
    assertThat(cookie.send("DELETE", "/sessions/" + UUID.randomUUID(), "").status()).isEqualTo(404);
    assertThat(open("").text("field")).isEqualTo("code");
    assertThat(cookie.send("POST", "/sessions", "{}").text("field")).isEqualTo("code");
    assertThat(open(RandomToken.of("not-a-session").text()).text("field")).isEqualTo("code");
  }

  @Test
  void noTokenCodeOrCookieIsLoggedWhateverBecomesOfIt() {
    try (RecordedLog log = RecordedLog.start()) {
      ApiResponse identity = identity("Logged", "editor");
      String code = code(identity);
      PRODUCER.sendBare("POST", "/sessions", "{\"code\":\"" + code, "Content-Type", "text/plain");
      PRODUCER.send("POST", "/sessions", "{\"code\":[\"" + code + "\"]}");
      Cookie cookie = cookieOf(open(code));
      open(code);
      cookie.sendWith(code, "POST", "/sessions", "{");
      String bearer = "Bearer " + identity.text("token");
      PRODUCER.sendBare("GET", "/partners", "", "Authorization", bearer);
      PRODUCER.send("DELETE", "/identities/" + identity.text("id"), "");
      PRODUCER.sendBare("GET", "/feeds", "", "Authorization", bearer);
      cookie.send("GET", "/feeds", "");

      String secret = cookie.value().replaceFirst("dateline-session=", "");
      assertThat(List.of(identity.text("token"), code, secret, cookie.csrf()))
          .allSatisfy(each -> assertThat(each).hasSizeGreaterThan(40))
          .allSatisfy(each -> assertThat(log.text()).doesNotContain(each));
    }
  }

  private static ApiResponse identity(String name, String role) {
    return PRODUCER.send(
        "POST", "/identities", "{\"name\":\"%s\",\"roles\":[\"%s\"]}".formatted(name, role));
  }

  private static String code(ApiResponse identity) {
    String bearer = "Bearer " + identity.text("token");
    return PRODUCER.sendBare("POST", "/login-codes", "", "Authorization", bearer).text("code");
  }

  private static ApiResponse open(String code) {
    return PRODUCER.sendBare(
        "POST", "/sessions", OPEN.formatted(code), "Content-Type", "application/json");
  }

  private static Cookie signIn(ApiResponse identity) {
    return cookieOf(open(code(identity)));
  }

  private static Cookie cookieOf(ApiResponse opened) {
    String value = opened.header("Set-Cookie").replaceFirst(";.*", "");
    String csrf = PRODUCER.sendBare("GET", "/session", "", "Cookie", value).text("csrfToken");
    return new Cookie(value, csrf);
  }

  private static List<String> sessions(Cookie cookie) {
    return cookie.send("GET", "/sessions", "").json().path("sessions").findValuesAsString("id");
  }
}
