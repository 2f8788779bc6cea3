package news.dateline.producer.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** The server is on 127.0.0.1, which alone is allowed of all addresses that are not public. */
class FetcherTests {
  private final FeedServer server = new FeedServer();
  private final FeedServer other = new FeedServer();

  @AfterEach
  void close() {
    server.close();
    other.close();
  }

  @Test
  void returnsTheBodyAndWhatTheNextRequestNeeds() {
    server.on(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/feed+json");
          exchange.getResponseHeaders().set("ETag", "\"a1\"");
          exchange.getResponseHeaders().set("Last-Modified", "Tue, 04 Feb 2025 12:00:00 GMT");
          FeedServer.send(exchange, 200, "{}".getBytes(UTF_8));
        });

    FetchedDocument document =
        fetch(new FetchRequest(server.url("/feed"), Map.of(), "\"a0\"", "yesterday"));

    assertThat(document.body()).asString().isEqualTo("{}");
    assertThat(document.contentType()).isEqualTo("application/feed+json");
    assertThat(document.etag()).isEqualTo("\"a1\"");
    assertThat(document.lastModified()).isEqualTo("Tue, 04 Feb 2025 12:00:00 GMT");
    FeedServer.Request request = server.requests("/feed").get(0);
    assertThat(request.header("If-None-Match")).isEqualTo("\"a0\"");
    assertThat(request.header("If-Modified-Since")).isEqualTo("yesterday");
  }

  @Test
  void decompressesWhatTheServerCompresses() {
    server.on(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          FeedServer.send(exchange, 200, FeedServer.gzip("{}".getBytes(UTF_8)));
        });

    assertThat(fetch("/feed").body()).asString().isEqualTo("{}");
    assertThat(server.requests("/feed").get(0).header("Accept-Encoding")).isEqualTo("gzip");
  }

  @Test
  void usesNoProxyOfItsEnvironment() {
    server.serving("/feed", "{}");
    HttpClient proxied =
        HttpClient.newConnection()
            .proxy(proxy -> proxy.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(1));

    assertThat(
            new Fetcher(proxied, settings(Duration.ofSeconds(20)))
                .fetch(new FetchRequest(server.url("/feed"), Map.of(), null, null))
                .block())
        .returns(200, FetchedDocument::status);
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 404, 410, 429, 503})
  void returnsAnyOtherStatusWithoutItsBody(int status) {
    server.on(
        "/feed",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "120");
          FeedServer.send(exchange, status, new byte[0]);
        });

    FetchedDocument document = fetch("/feed");

    assertThat(document.status()).isEqualTo(status);
    assertThat(document.retryAfter()).isEqualTo("120");
    assertThat(document.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsARedirectOfTheSameOriginWithAllHeaders(int status) {
    server.redirecting("/old", status, "/feed").serving("/feed", "{}");

    assertThat(fetch(authorized("/old")).body()).asString().isEqualTo("{}");
    assertThat(server.requests("/feed").get(0).header("Authorization")).isEqualTo("Bearer secret");
  }

  @Test
  void sendsConfiguredHeadersToNoOtherOriginAndNotWhenTheFirstComesBack() {
    server.redirecting("/old", 302, other.url("/there")).serving("/feed", "{}");
    other.redirecting("/there", 302, server.url("/feed"));

    assertThat(fetch(authorized("/old")).address()).isEqualTo(server.url("/feed"));
    assertThat(server.requests("/old").get(0).header("X-Key")).isEqualTo("secret");
    for (FeedServer.Request request :
        List.of(other.requests("/there").get(0), server.requests("/feed").get(0))) {
      assertThat(request.header("Authorization")).isNull();
      assertThat(request.header("X-Key")).isNull();
      assertThat(request.header("If-None-Match")).isEqualTo("\"a1\"");
    }
  }

  @Test
  void followsNoMoreThanFiveRedirects() {
    server.redirecting("/loop", 302, "/loop");

    assertRefused("/loop", "it redirects more than 5 times");
    assertThat(server.requests("/loop")).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.2/, may not connect to it: 127.0.0.2 is loopback",
    "http://10.0.0.1/feed, 10.0.0.1 is a private network",
    "http://169.254.169.254/latest/meta-data, 169.254.169.254 is link-local",
    "http://[::ffff:127.0.0.2]/, is",
    "http://[::1]/, may not connect to it: 0:0:0:0:0:0:0:1 is not a public address",
    "http://2130706434/, 127.0.0.2 is loopback",
    "http://0x7f000002/, 127.0.0.2 is loopback",
    "http://0177.0.0.2/, 127.0.0.2 is loopback",
    "http://rebound.example/, may not connect to rebound.example: 127.0.0.2 is loopback"
  })
  void connectsToNoAddressThatIsNotPublicWhereverItComesFrom(String target, String reason) {
    server.redirecting("/feed", 302, target);

    assertRefused("/feed", reason);
    assertThatThrownBy(() -> fetch(new FetchRequest(target, Map.of(), null, null)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/, may not connect to port 1",
    "http://user:secret@127.0.0.1/, its address has a user name",
    "http://user:secret@under_score.example:22/, its host has a character that no host has",
    "file:///etc/passwd, what is no http address",
    "gopher://127.0.0.1/, what is no http address"
  })
  void followsNoRedirectToAnotherSchemePortOrUser(String target, String reason) {
    server.redirecting("/feed", 302, target);

    assertRefused("/feed", reason);
  }

  @Test
  void takesNoMoreThanSixteenMegabytesAlsoOnceDecompressed() {
    server
        .endless("/endless")
        .partial("/large", 1L << 30)
        .on(
            "/bomb",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              FeedServer.send(exchange, 200, FeedServer.gzip(new byte[64 * 1024 * 1024]));
            });

    assertRefused("/endless", "it has more than 16 MiB");
    assertRefused("/large", "it has more than 16 MiB");
    assertRefused("/bomb", "it has more than 16 MiB once it is decompressed");
  }

  @Test
  void waitsNoLongerThanTheTimeout() {
    server.stalling("/slow");

    assertThatThrownBy(
            () ->
                fetcher(Duration.ofMillis(500))
                    .fetch(new FetchRequest(server.url("/slow"), Map.of(), null, null))
                    .block())
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("did not arrive within");
  }

  @Test
  void refusesABodyThatItCannotDecompressOrDidNotAskFor() {
    server
        .on(
            "/broken",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              FeedServer.send(exchange, 200, "{}".getBytes(UTF_8));
            })
        .on(
            "/brotli",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "br");
              FeedServer.send(exchange, 200, "{}".getBytes(UTF_8));
            });

    assertRefused("/broken", "it cannot be decompressed");
    assertRefused("/brotli", "its Content-Encoding is not gzip");
  }

  @Test
  void refusesADocumentThatEndsEarly() {
    server.partial("/partial", 100);

    assertRefused("/partial", "the connection ended before the document did");
  }

  private void assertRefused(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(reason);
  }

  private FetchRequest authorized(String path) {
    return new FetchRequest(
        server.url(path),
        Map.of("Authorization", "Bearer secret", "X-Key", "secret"),
        "\"a1\"",
        null);
  }

  private FetchedDocument fetch(String path) {
    return fetch(new FetchRequest(server.url(path), Map.of(), null, null));
  }

  private FetchedDocument fetch(FetchRequest request) {
    return fetcher(Duration.ofSeconds(20)).fetch(request).block();
  }

  private Fetcher fetcher(Duration timeout) {
    return new Fetcher(
        HttpClient.newConnection().resolver(new LoopbackResolver()), settings(timeout));
  }

  private FetchProperties settings(Duration timeout) {
    return new FetchProperties(List.of("127.0.0.1"), List.of(server.port(), other.port()), timeout);
  }
}
