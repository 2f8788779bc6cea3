package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** Follows redirects and keeps cookies, so that a test can look at each step of a sign-in. */
final class OpenIdBrowser {
  private final String address = ProducerFixture.newAddress();
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI desk;
  private final URI provider;

  OpenIdBrowser(URI desk, URI provider) {
    this.desk = desk;
    this.provider = provider;
  }

  ApiResponse get(URI target) {
    return send("GET", target, "", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  ApiResponse desk(String method, String path, String body, String... headers) {
    return send(method, desk.resolve(path), body, headers);
  }

  /** Sends what the desk sends, with the CSRF token. */
  ApiResponse command(String method, String path, String body) {
    String csrf = desk("GET", "/session", "").text("csrfToken");
    return body.isEmpty()
        ? desk(method, path, body, "X-CSRF-Token", csrf)
        : desk(method, path, body, "X-CSRF-Token", csrf, "Content-Type", "application/json");
  }

  /** Signs in with the provider. Returns the answer of the desk's last page. */
  ApiResponse signIn(String user) {
    return get(backFrom(user));
  }

  /** Signs in with the provider and returns the address to which it sends the browser. */
  URI backFrom(String user) {
    get(provider.resolve("/test/login?user=" + user));
    ApiResponse start = desk("GET", "/oauth2/authorization/desk", "");
    return location(get(location(start)));
  }

  static URI location(ApiResponse redirect) {
    assertThat(redirect.status()).as(redirect.body()).isIn(302, 303);
    return URI.create(redirect.header("Location"));
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** Returns the cookie of the session as a header. */
  String session() {
    return cookies().stream()
        .filter(cookie -> cookie.getName().equals("dateline-session"))
        .map(cookie -> "dateline-session=" + cookie.getValue())
        .findFirst()
        .orElseThrow();
  }

  private ApiResponse send(String method, URI target, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target).method(method, HttpRequest.BodyPublishers.ofString(body));
    request.header(ProducerFixture.FORWARDED_FOR, address);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpRequest sent = request.build();
      HttpResponse<String> received = http.send(sent, HttpResponse.BodyHandlers.ofString());
      if (Stream.of("/login/", "/oauth2/", "/test/", "/connect/")
          .noneMatch(target.getPath()::startsWith)) {
        ProducerFixture.DESCRIPTION.check(sent, received);
      }
      return new ApiResponse(received.statusCode(), received.headers(), received.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
