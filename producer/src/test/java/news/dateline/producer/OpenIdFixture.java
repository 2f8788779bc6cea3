package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import news.dateline.testsupport.JavaProcess;

/**
 * A producer with an OpenID provider, which runs in its own process and is away at first. Has the
 * feeds oidc-a and oidc-b.
 */
final class OpenIdFixture {
  private static final OpenIdFixture SHARED = new OpenIdFixture(ProducerFixture.shared());

  /** A token whose signature no key of the provider has made. */
  private static final String UNCHECKED_TOKEN =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

  final ProducerFixture producer;
  final URI desk;
  final URI provider;
  private JavaProcess process;

  private OpenIdFixture(ProducerFixture first) {
    try (ServerSocket free = new ServerSocket(0)) {
      provider = URI.create("http://127.0.0.1:" + free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    first.openFeed("oidc-a");
    first.openFeed("oidc-b");
    producer = first.another(settings());
    desk = URI.create("http://127.0.0.1:" + producer.port("local.server.port"));
    assertThat(health()).contains("\"answers\":false");
    assertThat(producer.sendToManagement("/actuator/health/readiness").status()).isEqualTo(200);
    // the keys that would check the token cannot be loaded
    assertThat(withToken("GET", "/session", UNCHECKED_TOKEN).text("reason"))
        .isEqualTo("provider-unavailable");
    process = startProvider();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.kill()));
  }

  /** The fixture that all tests of this JVM share. Each test has users of its own. */
  static OpenIdFixture shared() {
    return SHARED;
  }

  void restartProvider() {
    process = startProvider();
  }

  String[] settings() {
    String client = "--spring.security.oauth2.client.";
    String jwt = "--spring.security.oauth2.resourceserver.jwt.";
    return new String[] {
      client + "provider.desk.issuer-uri=" + provider,
      client + "registration.desk.client-id=dateline-desk",
      client + "registration.desk.client-secret=a-secret-of-the-desk",
      client + "registration.desk.scope=openid,profile",
      jwt + "issuer-uri=" + provider,
      jwt + "audiences=dateline",
      "--dateline.desk.roles-claim=realm_access.roles",
      "--dateline.desk.feeds-claim=feeds"
    };
  }

  private JavaProcess startProvider() {
    JavaProcess started =
        JavaProcess.start(
            List.of(
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "news.dateline.producer.openid.TestOpenIdProvider",
                String.valueOf(provider.getPort()),
                desk + "/"));
    started.awaitLine("ready");
    // after a failure the producer waits for some seconds
    URI signIn = desk.resolve("/oauth2/authorization/desk");
    await().atMost(Duration.ofMinutes(1)).until(() -> browser().get(signIn).status() == 303);
    // the keys are loaded by calls of their own, which wait for some seconds of their own
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> withToken("GET", "/session", UNCHECKED_TOKEN).status() == 401);
    return started;
  }

  void killProvider() {
    process.kill();
  }

  OpenIdBrowser browser() {
    return new OpenIdBrowser(desk, provider);
  }

  OpenIdBrowser signedIn(String user) {
    OpenIdBrowser browser = browser();
    ApiResponse end = browser.signIn(user);
    assertThat(end.status()).as(end.body()).isEqualTo(303);
    return browser;
  }

  /** Signs in as {@code ./dateline login} does, beside what is left of the browser's session. */
  ApiResponse signInWithCode(OpenIdBrowser browser) {
    String code = producer.send("POST", "/login-codes", "").text("code");
    return producer.sendBare(
        "POST",
        "/sessions",
        "{\"code\":\"" + code + "\"}",
        "Content-Type",
        "application/json",
        "Cookie",
        browser.session());
  }

  /** Changes the provider, or asks it for what it has issued. Returns its answer. */
  String configureProvider(String what, String query) {
    ApiResponse answer = browser().get(provider.resolve("/test/" + what + "?" + query));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /**
   * Sets the claims of a user, whose name becomes Ann and the user's id.
   *
   * @param others claims that replace those of the provider, such as {@code iss=…}
   */
  void claims(String user, String roles, String feeds, String... others) {
    configureProvider(
        "claims",
        "user=%s&name=%s&roles=%s&feeds=%s&%s"
            .formatted(
                user,
                URLEncoder.encode("Ann " + user, UTF_8),
                roles,
                feeds,
                String.join("&", others)));
  }

  /** Requests the session with a new access token of the provider. */
  ApiResponse bearer(String query) {
    return withToken("GET", "/session", configureProvider("token", query));
  }

  ApiResponse withToken(String method, String path, String token) {
    return producer.sendBare(method, path, "", "Authorization", "Bearer " + token);
  }

  String health() {
    return producer.sendToManagement("/actuator/health").body();
  }
}
