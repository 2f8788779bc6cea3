package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.PolledSource;
import news.dateline.events.Topic;
import news.dateline.producer.fetching.FeedServer;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicFollower;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two producers that share two sources, one in each partition of {@code import-sources}. */
class PollingIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String FEED = "polled";

  private final FeedServer server = new FeedServer();
  private final ProducerFixture shared = ProducerFixture.shared();
  private volatile String title = "Pier";
  private volatile String etag = "\"1\"";
  private volatile String members = "";
  private ProducerFixture first;
  private ProducerFixture second;

  @AfterEach
  void close() {
    Stream.of(first, second)
        .filter(Objects::nonNull)
        .forEach(producer -> producer.application.close());
    server.close();
  }

  @Test
  void eachSourceIsPolledByOneProducerAndTakenOverWithItsEtagByTheOther() {
    shared.openFeed(FEED);
    List<String> sources = List.of(sourceIn(0, FEED), sourceIn(1, FEED));
    sources.forEach(source -> server.on("/" + source, this::serve));
    first = start(sources);
    second = start(sources);

    await().atMost(TIMEOUT).untilAsserted(() -> assertShared(sources));
    String moving = polledBy(second, sources).get(0);
    await().atMost(TIMEOUT).until(() -> result(second, moving).equals("not modified"));
    long generation = generation(moving);
    int events = imports(moving).size();

    second.application.close();
    int requests = server.requests("/" + moving).size();
    await().atMost(TIMEOUT).until(() -> server.requests("/" + moving).size() > requests);
    await().atMost(TIMEOUT).until(() -> result(first, moving).equals("not modified"));

    assertThat(server.requests("/" + moving).get(requests).header("If-None-Match"))
        .isEqualTo("\"1\"");
    assertThat(imports(moving)).hasSize(events);

    title = "Pier opens";
    etag = "\"2\"";
    await().atMost(TIMEOUT).until(() -> imports(moving).size() > events);
    NewsEvent.ItemImported changed = imports(moving).get(events);
    assertThat(changed.item().title()).isEqualTo("Pier opens");
    assertThat(changed.generation()).isGreaterThan(generation);
    assertThat(metric("dateline_imports_polls_total", moving)).isPositive();
  }

  private void assertShared(List<String> sources) {
    assertThat(polledBy(first, sources)).hasSize(1);
    assertThat(polledBy(second, sources)).hasSize(1);
    assertThat(polledBy(first, sources)).isNotEqualTo(polledBy(second, sources));
  }

  @Test
  void onlyWhatIsNewInADocumentIsWritten() {
    shared.openFeed(FEED);
    String source = "grows";
    server.on("/" + source, this::serve);
    first = start(List.of(source));
    await().atMost(TIMEOUT).until(() -> imports(source).size() == 1);

    etag = "\"2\"";
    members = ",\"_views\":7";
    await().atMost(TIMEOUT).until(() -> result(first, source).equals("1 items, 0 new or changed"));
    assertThat(imports(source)).hasSize(1);

    title = "Pier opens";
    etag = "\"3\"";
    await().atMost(TIMEOUT).until(() -> imports(source).size() == 2);
    assertThat(imports(source).get(1).item().title()).isEqualTo("Pier opens");
    assertThat(imports(source).get(1).generation()).isEqualTo(imports(source).get(0).generation());
  }

  @Test
  void theEndOfAnEmbargoIsNoticedThoughTheDocumentIsTheSame() {
    shared.openFeed(FEED);
    String source = "embargoed";
    members = ",\"embargoedUntil\":\"" + Instant.now().plusSeconds(10) + "\"";
    server.on("/" + source, this::serve);
    first = start(List.of(source));

    await().atMost(TIMEOUT).until(() -> imports(source).size() == 1);
    await().atMost(TIMEOUT).until(() -> result(first, source).equals("not modified"));
  }

  /**
   * A producer that was away for long writes its state although another has taken the source over.
   */
  @Test
  void aProducerThatStalledIsSupersededAgain() {
    shared.openFeed(FEED);
    String source = "stalls";
    server.on("/" + source, this::serve);
    first = start(List.of(source));
    await().atMost(TIMEOUT).until(() -> imports(source).size() == 1);
    long generation = generation(source);

    PolledSource stalled =
        PolledSource.unpolled(new FeedId(FEED), source, "cafe", Instant.EPOCH)
            .takenOver(generation - 1, "stalled", Instant.EPOCH, 0);
    shared.consumer.write(stalled);
    awaitTakeover(source, generation);
    title = "Pier opens";
    etag = "\"2\"";

    await().atMost(TIMEOUT).until(() -> imports(source).size() == 2);
    assertThat(imports(source).get(1).generation()).isGreaterThan(generation);
  }

  private static void awaitTakeover(String source, long generation) {
    List<PolledSource> states = new CopyOnWriteArrayList<>();
    try (TopicFollower follower =
        new TopicFollower(
            TestBroker.shared().bootstrapServers(),
            entry -> states.add(PolledSource.read(entry.value())),
            Topic.IMPORT_SOURCES)) {
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  states.stream()
                      .filter(state -> state.source().equals(source))
                      .anyMatch(state -> state.generation() > generation));
    }
  }

  /** Serves the document, compressed by gzip; answers 304 if the client has it. */
  private void serve(HttpExchange exchange) throws IOException {
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    exchange.getResponseHeaders().set("ETag", etag);
    if (etag.equals(known)) {
      FeedServer.send(exchange, 304, new byte[0]);
      return;
    }
    String document =
        HostileFeedsIT.feed("{\"id\":\"1\",\"title\":\"" + title + "\"" + members + "}");
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    FeedServer.send(exchange, 200, FeedServer.gzip(document.getBytes(UTF_8)));
  }

  private ProducerFixture start(List<String> sources) {
    return shared.another(settings(server, FEED, sources));
  }

  /** Settings that poll each source every second, at the path of its name. */
  static String[] settings(FeedServer server, String feed, List<String> sources) {
    Stream<String> common =
        Stream.of(
            "--dateline.fetching.allowed-networks=127.0.0.1",
            "--dateline.fetching.allowed-ports=" + server.port());
    Stream<String> each =
        IntStream.range(0, sources.size())
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                            "url=" + server.url("/" + sources.get(i)),
                            "feed=" + feed,
                            "source=" + sources.get(i),
                            "interval=1s")
                        .map(setting -> "--dateline.imports[" + i + "]." + setting));
    return Stream.concat(common, each).toArray(String[]::new);
  }

  /** Returns the name of a source of the feed whose records are in this partition. */
  static String sourceIn(int partition, String feed) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "wire-" + i)
        .filter(
            source -> {
              byte[] key = PolledSource.key(new FeedId(feed), source).getBytes(UTF_8);
              return Topic.partition(key, ProducerFixture.PARTITIONS) == partition;
            })
        .findFirst()
        .orElseThrow();
  }

  private static List<String> polledBy(ProducerFixture producer, List<String> sources) {
    return sources.stream().filter(source -> health(producer, FEED, source).has("result")).toList();
  }

  private static String result(ProducerFixture producer, String source) {
    return health(producer, FEED, source).path("result").asString("");
  }

  /** Returns what a producer says of a source; it has a result only if the producer polls it. */
  static JsonNode health(ProducerFixture producer, String feed, String source) {
    return Json.mapper()
        .readTree(producer.sendToManagement("/actuator/health").body())
        .at("/components/imports/details/sources")
        .path(feed + "/" + source);
  }

  private long generation(String source) {
    return Objects.requireNonNull(imports(source).get(imports(source).size() - 1).generation());
  }

  private List<NewsEvent.ItemImported> imports(String source) {
    return shared.consumer.of(FEED).stream()
        .map(event -> event.data())
        .filter(NewsEvent.ItemImported.class::isInstance)
        .map(NewsEvent.ItemImported.class::cast)
        .filter(event -> source.equals(event.source()))
        .toList();
  }

  private double metric(String name, String source) {
    return first
        .sendToManagement("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name) && line.contains("source=\"" + source + '"'))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
