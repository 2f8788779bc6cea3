package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Json;
import news.dateline.producer.fetching.FeedServer;
import news.dateline.producer.fetching.RawServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A producer that polls a source of each hostile kind, and one that is not hostile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFeedsIT {
  private static final String FEED = "hostile";
  private static final List<String> PATHS =
      List.of(
          "slow",
          "endless",
          "bomb",
          "large",
          "loopback",
          "private",
          "metadata",
          "laughs",
          "xxe",
          "html",
          "empty",
          "partial",
          "busy",
          "unasked",
          "drips-body",
          "drips-head",
          "large-head",
          "moved",
          "good");
  static final String ENTITIES =
      "<!DOCTYPE rss [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
          + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
          + "<rss><channel><item><title>&c;</title></item></channel></rss>";
  static final String EXTERNAL =
      "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
          + "<rss><channel><item><title>&a;</title></item></channel></rss>";

  private final ProducerFixture shared = ProducerFixture.shared();
  private final FeedServer server = new FeedServer();
  private final RawServer raw = new RawServer();
  private ProducerFixture producer;

  @BeforeAll
  void start() {
    serve();
    serveUnreadable();
    shared.openFeed(FEED);
    List<String> settings = new ArrayList<>();
    settings.add("--dateline.fetching.allowed-networks=127.0.0.1");
    settings.add("--dateline.fetching.allowed-ports=" + server.port() + "," + raw.port());
    settings.add("--dateline.fetching.timeout=3s");
    for (int i = 0; i < PATHS.size(); i++) {
      String name = "--dateline.imports[" + i + "].";
      String path = PATHS.get(i);
      boolean unusual = path.startsWith("drips-") || path.equals("large-head");
      String address =
          unusual ? "http://127.0.0.1:" + raw.port() + "/" + path : server.url("/" + path);
      settings.add(name + "url=" + address);
      settings.add(name + "feed=" + FEED);
      settings.add(name + "source=" + path);
      settings.add(name + "interval=10m");
    }
    producer = shared.another(settings.toArray(String[]::new));
  }

  private void serve() {
    // compressed before it is asked for, because the source has three seconds
    byte[] bomb = FeedServer.gzip(new byte[64 * 1024 * 1024]);
    server
        .stalling("/slow")
        .on("/unasked", exchange -> FeedServer.send(exchange, 304, new byte[0]))
        .endless("/endless")
        .on(
            "/bomb",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              FeedServer.send(exchange, 200, bomb);
            })
        .partial("/large", 1L << 30)
        .redirecting("/loopback", 302, "http://127.0.0.2/")
        .redirecting("/private", 301, "http://10.0.0.1/")
        .redirecting("/metadata", 307, "http://169.254.169.254/latest/meta-data")
        .on(
            "/busy",
            exchange -> {
              exchange.getResponseHeaders().set("Retry-After", "7200");
              FeedServer.send(exchange, 503, new byte[0]);
            })
        .redirecting("/moved", 302, server.url("/elsewhere/feed"))
        .serving("/elsewhere/feed", feed("{\"id\":\"1\",\"title\":\"Pier\",\"url\":\"pier\"}"))
        .serving("/good", feed("{\"id\":\"1\",\"title\":\"Pier\"}"));
  }

  private void serveUnreadable() {
    server
        .serving("/laughs", ENTITIES)
        .serving("/xxe", EXTERNAL)
        .serving("/html", "<html><body><p>No feed</p></body></html>")
        .serving("/empty", "")
        .partial("/partial", 1_000);
  }

  @AfterAll
  void stop() {
    producer.application.close();
    server.close();
    raw.close();
  }

  @ParameterizedTest
  @CsvSource({
    "slow, it did not arrive within 3 s",
    "endless, it has more than 16 MiB",
    "bomb, it has more than 16 MiB once it is decompressed",
    "large, it has more than 16 MiB",
    "loopback, the producer may not connect to it: 127.0.0.2 is loopback",
    "private, the producer may not connect to it: 10.0.0.1 is a private network",
    "metadata, the producer may not connect to it: 169.254.169.254 is link-local",
    "laughs, 'bad-json: the document declares entities'",
    "xxe, 'bad-json: the document declares entities'",
    "html, 'invalid: the document is neither RSS nor Atom'",
    "empty, bad-json: the body is empty",
    "partial, the connection ended before the document did",
    "unasked, HTTP status 304",
    "drips-body, it did not arrive within 3 s",
    "drips-head, it did not arrive within 3 s",
    "large-head, it cannot be loaded: TooLongHttpHeaderException",
    "busy, HTTP status 503"
  })
  void aHostileSourceIsRefusedWithALineThatSaysWhy(String source, String line) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> assertThat(health(source).path("result").asString("")).startsWith(line));
    assertThat(health(source).path("failures").asInt()).isEqualTo(1);
    assertThat(events(source)).isZero();
  }

  @Test
  void aSourceThatIsNotHostileIsImportedAllTheSame() {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () ->
                assertThat(health("good").path("result").asString(""))
                    .isEqualTo("1 items, 1 new or changed"));
    assertThat(health("good").path("failures").asInt()).isZero();
    assertThat(events("good")).isEqualTo(1);
  }

  @Test
  void relativeLinksAreRelativeToTheAddressToWhichASourceWasRedirected() {
    await().atMost(Duration.ofSeconds(40)).until(() -> events("moved") == 1);

    assertThat(shared.consumer.of(FEED))
        .extracting(event -> new String(event.value(), UTF_8))
        .anyMatch(event -> event.contains(server.url("/elsewhere/pier")));
  }

  @Test
  void aServerThatIsBusyIsLeftAloneForAsLongAsItAsks() {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> health("busy").path("failures").asInt() == 1);

    assertThat(Instant.parse(health("busy").path("due").asString()))
        .isAfter(Instant.now().plus(Duration.ofMinutes(100)));
  }

  static String feed(String items) {
    return "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[" + items + "]}";
  }

  private long events(String source) {
    return shared.consumer.of(FEED).stream()
        .filter(event -> event.source().equals("/import"))
        .filter(event -> new String(event.value(), UTF_8).contains("\"source\":\"" + source + '"'))
        .count();
  }

  private JsonNode health(String source) {
    return Json.mapper()
        .readTree(producer.sendToManagement("/actuator/health").body())
        .at("/components/imports/details/sources")
        .path(FEED + "/" + source);
  }
}
