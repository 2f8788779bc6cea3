package news.dateline.producer.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.resources.LoopResources;

class DocumentFetcherTests {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private static HostileServer server;
  private static LoopResources loops;

  @BeforeAll
  static void start() {
    server = new HostileServer();
    loops = LoopResources.create("fetch-test");
    server.status("/wait", 503, "Retry-After", "120");
    server.status("/wait-until", 429, "Retry-After", "Sun, 01 Mar 2026 12:05:00 GMT");
    server.status("/wait-long", 503, "Retry-After", "99999999");
    server.status("/gone", 410, "X", "y");
  }

  @AfterAll
  static void stop() {
    server.close();
    loops.dispose();
  }

  @Test
  void aDocumentIsLoadedWithItsValidators() {
    FetchedDocument document = fetch(server.address("/feed"));

    assertThat(new String(document.content(), UTF_8)).isEqualTo(HostileServer.feed("Pier"));
    assertThat(document.contentType()).isEqualTo("application/rss+xml");
    assertThat(document.etag()).isNotNull();
  }

  @Test
  void aDocumentThatHasNotChangedIsNotLoadedAgain() {
    String etag = fetch(server.address("/feed")).etag();

    FetchedDocument again =
        fetcher().fetch(new FetchRequest(server.address("/feed"), null, etag, null)).block();

    assertThat(again.content()).isNull();
    assertThat(again.etag()).isEqualTo(etag);
  }

  @Test
  void aRedirectIsFollowedAndTheLastAddressIsNamed() {
    assertThat(fetch(server.address("/moved")).address()).isEqualTo(server.address("/feed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /slow        | the document did not come within 1 s
          /silent      | the document did not come within 1 s
          /endless     | the document has more than 16777216 bytes
          /bomb        | the document has more than 16777216 bytes
          /gigabyte    | the document has more than 16777216 bytes
          /loop        | the server redirects more than 5 times
          /to-loopback | 127.0.0.2 is not a public address
          /to-file     | the server redirects to no http or https URL
          /br          | the document has an encoding that was not asked for
          /no-gzip     | the document is not the gzip that its header says
          /gone        | the server answers 410
          """)
  void whatDoesHarmIsRefusedWithAReason(String path, String reason) {
    assertThatExceptionOfType(FetchFailedException.class)
        .isThrownBy(() -> fetch(server.address(path)))
        .withMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:%d/feed",
    "http://localhost:%d/feed",
    "http://[::1]:%d/feed",
    "http://[::ffff:7f00:1]:%d/feed",
    "http://2130706433:%d/feed",
    "http://0x7f.1:%d/feed",
    "http://0:%d/feed"
  })
  void thisMachineIsRefusedUnlessItIsAllowed(String address) {
    DocumentFetcher strict = fetcher(List.of());
    int before = server.requests().size();

    assertThatExceptionOfType(FetchFailedException.class)
        .isThrownBy(
            () ->
                strict
                    .fetch(new FetchRequest(address.formatted(server.port()), null, null, null))
                    .block());
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void theReasonNamesTheAddressThatANameHas() {
    DocumentFetcher strict = fetcher(List.of());
    String address = "http://localhost:" + server.port() + "/feed";

    assertThatExceptionOfType(FetchFailedException.class)
        .isThrownBy(() -> strict.fetch(new FetchRequest(address, null, null, null)).block())
        .withMessageContaining("is not a public address");
  }

  @Test
  void theSecretGoesToTheOriginOfTheAddressOnly() {
    DocumentFetcher fetcher = fetcher(List.of("127.0.0.1", "::1"));

    fetcher
        .fetch(new FetchRequest(server.address("/to-name?a"), "Bearer secret", null, null))
        .block();
    fetcher
        .fetch(new FetchRequest(server.address("/moved?b"), "Bearer secret", null, null))
        .block();

    List<String> requests = server.requests();
    assertThat(requests).anyMatch(line -> line.startsWith("/to-name?a") && line.contains("secret"));
    assertThat(requests).anyMatch(line -> line.startsWith("/moved?b") && line.contains("secret"));
    assertThat(requests)
        .filteredOn(line -> line.startsWith("/feed") && line.contains("localhost"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("secret"));
    assertThat(new FetchRequest("https://n.example/", "Bearer secret", null, null).toString())
        .doesNotContain("secret");
  }

  @Test
  void theSameHostOnAnotherPortOrSchemeIsAnotherOrigin() {
    assertThat(DocumentFetcher.sameOrigin("https://n.example/a", "https://n.example:443/b"))
        .isTrue();
    assertThat(DocumentFetcher.sameOrigin("https://n.example/a", "http://n.example/b")).isFalse();
    assertThat(DocumentFetcher.sameOrigin("https://n.example/a", "https://n.example:444/b"))
        .isFalse();
    assertThat(DocumentFetcher.sameOrigin("https://n.example/a", "https://n.example.evil/b"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/wait,PT2M", "/wait-until,PT5M", "/wait-long,PT24H"})
  void theTimeThatAServerAsksForIsKnown(String path, Duration wait) {
    assertThatExceptionOfType(FetchFailedException.class)
        .isThrownBy(() -> fetch(server.address(path)))
        .satisfies(failure -> assertThat(failure.retryAfter()).isEqualTo(wait));
  }

  private static FetchedDocument fetch(String address) {
    return fetcher().fetch(new FetchRequest(address, null, null, null)).block();
  }

  private static DocumentFetcher fetcher() {
    return fetcher(List.of("127.0.0.1"));
  }

  private static DocumentFetcher fetcher(List<String> networks) {
    FetchProperties settings =
        new FetchProperties(networks, Set.of(server.port()), Duration.ofSeconds(1));
    return new DocumentFetcher(settings, loops, NOON);
  }
}
