package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;

/** No process of Dateline logs a secret, whatever the request that carries it looks like. */
class TokenLogsIT {
  private static final String TOKEN = "Secret0123456789";

  /** A secret that a producer looks up, as those that it issues. */
  private static final String WELL_FORMED =
      "7f0c1a52-9b1e-4c0e-8f4b-0d6b7c3f1e11." + TOKEN.repeat(3).substring(0, 43);

  private static final String PROFILE = "{\"name\":\"Logged\",\"roles\":[\"editor\"]}";
  private static final String FEED = "{\"title\":\"Members\"}";
  private static final String PARTNER = "{\"name\":\"Logged\",\"feeds\":[\"members\"]}";

  private final Installation installation = Installation.shared();

  @Test
  void noTokenIsInTheLogOfAnyProcess() throws Exception {
    for (int port : installation.ports().values()) {
      for (String request : requests()) {
        send(port, request);
      }
      for (String secret : List.of(TOKEN, WELL_FORMED)) {
        for (String request : signInRequests(secret)) {
          send(port, request);
        }
      }
    }

    assertLogsWithout(List.of(TOKEN));
  }

  @Test
  void noCodeCookieCsrfTokenOrTokenOfAnIdentityIsInTheLogOfAnyProcess() throws Exception {
    List<String> secrets = new ArrayList<>();
    for (EditorApiClient desk : installation.desks()) {
      // a partner needs a feed
      send(desk, "PUT", "/feeds/members", FEED, bearer(desk.token(), "Prefer", "wait=30"));
      secrets.addAll(useSecrets(desk));
    }

    assertThat(secrets).hasSize(12).doesNotContain("");
    assertLogsWithout(secrets);
  }

  private void assertLogsWithout(List<String> secrets) {
    assertThat(installation.logs())
        .hasSize(4)
        .allSatisfy((process, log) -> secrets.forEach(secret -> assertWithout(log, secret)));
  }

  /** Netty repeats what it cannot decode in capitals. */
  private static void assertWithout(String log, String secret) {
    assertThat(log).doesNotContainIgnoringCase(secret.substring(secret.indexOf('.') + 1));
  }

  private static List<String> requests() {
    String path = "/feeds/members/stream?token=" + TOKEN;
    String bearer = "Authorization: Bearer " + TOKEN;
    return List.of(
        "GET " + path + " HTTP/1.1\nHost: x\n\n",
        "GET " + path + " HTTP/2.0\nHost: x\n\n",
        "GET " + path + " HTTP/9\nHost: x\n\n",
        "GET " + path + " " + TOKEN + " HTTP/1.1\nHost: x\n\n",
        "GET " + path + "%zz HTTP/1.1\nHost: x\n\n",
        "GET " + path + "|raw HTTP/1.1\nHost: x\n\n",
        "GET " + path + "x".repeat(70_000) + " HTTP/1.1\nHost: x\n\n",
        "GET " + path + " HTTP/1.1\n\n",
        TOKEN + " " + path + " HTTP/1.1\nHost: x\n\n",
        "GET /feeds HTTP/1.1\nHost: x\n" + bearer + "\n\n",
        "GET /feeds HTTP/1.1\nHost: x\nNo colon " + TOKEN + "\n\n",
        "GET /feeds HTTP/1.1\nHost: x\n" + bearer + "\u0000\n\n",
        "GET /feeds HTTP/2.0\nHost: x\n" + bearer + "\n\n",
        "POST /feeds HTTP/1.1\nHost: x\nContent-Length: " + TOKEN + "\n\n",
        "POST /feeds HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n" + TOKEN + "\n");
  }

  private static List<String> signInRequests(String secret) {
    String cookie = "Cookie: dateline-session=" + secret;
    return List.of(
        "GET /session HTTP/1.1\nHost: x\n" + cookie + "\n\n",
        "GET /session HTTP/1.1\nHost: x\n" + cookie + "\u0000\n\n",
        "GET /session HTTP/1.1\nHost: x\n" + cookie + "=;=\"" + secret + "\n\n",
        "POST /login-codes HTTP/1.1\nHost: x\n" + cookie + "\nX-CSRF-Token: " + secret + "\n\n",
        withBody("{\"code\":\"" + secret + "\"}"),
        withBody("{\"code\":\"" + secret),
        withBody("{\"" + secret + "\":1}"));
  }

  private static String withBody(String json) {
    return "POST /sessions HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: "
        + json.length()
        + "\n\n"
        + json;
  }

  /** Sends a request and reads the beginning of the answer, if there is one. */
  private static void send(int port, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
      socket.getInputStream().read();
    } catch (java.net.SocketException e) {
      // the server may close the connection at once
    }
  }

  /**
   * Signs in and issues tokens in the session. Returns the secrets: code, cookie, CSRF token,
   * tokens of an identity, of a partner and of the file.
   */
  private static List<String> useSecrets(EditorApiClient desk) throws Exception {
    String code = text(desk, "code", "POST", "/login-codes", "", bearer(desk.token()));
    String codeBody = "{\"code\":\"" + code + "\"}";
    HttpResponse<String> opened = send(desk, "POST", "/sessions", codeBody, "Accept", "*/*");
    String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow().split("[=;]", 3)[1];
    String[] session = {"Cookie", "dateline-session=" + cookie};
    String csrf = text(desk, "csrfToken", "GET", "/session", "", session);
    String[] page = {session[0], session[1], "X-CSRF-Token", csrf};
    String token = text(desk, "token", "POST", "/identities", PROFILE, page);
    String partner = text(desk, "token", "POST", "/partners", PARTNER, page);

    assertStatus(422, send(desk, "POST", "/sessions", codeBody, "Accept", "*/*"));
    assertStatus(403, send(desk, "POST", "/identities", PROFILE, session));
    useToken(desk, token, page);
    String open = Json.mapper().readTree(opened.body()).path("id").asString();
    assertStatus(204, send(desk, "DELETE", "/sessions/" + open, "", page));
    assertStatus(401, send(desk, "GET", "/feeds", "", session));
    return List.of(code, cookie, csrf, token, partner, desk.token());
  }

  /** Uses the token as it should be and as it should not, and revokes it. */
  private static void useToken(EditorApiClient desk, String token, String[] page) throws Exception {
    String id = token.substring(0, token.indexOf('.'));
    assertStatus(200, send(desk, "GET", "/feeds?token=" + token, "", bearer(token)));
    assertStatus(403, send(desk, "GET", "/partners", "", bearer(token)));
    assertStatus(403, send(desk, "GET", "/feeds/" + token, "", bearer(token)));
    assertStatus(401, send(desk, "GET", "/feeds", "", bearer(token + "x")));
    assertStatus(204, send(desk, "DELETE", "/identities/" + id, "", page));
    assertStatus(401, send(desk, "GET", "/feeds", "", bearer(token)));
  }

  private static String[] bearer(String token, String... others) {
    return Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(others))
        .toArray(String[]::new);
  }

  private static void assertStatus(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private static String text(
      EditorApiClient desk,
      String member,
      String method,
      String path,
      String body,
      String... headers)
      throws Exception {
    return Json.mapper()
        .readTree(send(desk, method, path, body, headers).body())
        .path(member)
        .asString("");
  }

  private static HttpResponse<String> send(
      EditorApiClient desk, String method, String path, String body, String... headers)
      throws Exception {
    return desk.http()
        .send(
            HttpRequest.newBuilder(URI.create(desk.desk() + path))
                .header("Content-Type", "application/json")
                .headers(headers)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
