package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.fetching.FeedServer;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two producers that share two sources, of which one is killed while it loads a document. */
class KilledPollerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final String FEED = "killed";
  private static final List<String> SOURCES =
      List.of(PollingIT.sourceIn(0, FEED), PollingIT.sourceIn(1, FEED));

  private final ProducerFixture shared = ProducerFixture.shared();
  private final FeedServer server = new FeedServer();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch killed = new CountDownLatch(1);

  /** The source whose document waits for the kill. */
  private volatile String held = "";

  private volatile String title = "Pier";
  private volatile String etag = "\"1\"";
  private JavaProcess process;
  private ProducerFixture other;

  @TempDir private Path directory;

  @AfterEach
  void close() {
    killed.countDown();
    process.close();
    if (other != null) {
      other.application.close();
    }
    server.close();
  }

  @Test
  void theOtherTakesItsSourceOverUnderAHigherGenerationAndGoesOnWithItsEtag() throws Exception {
    shared.openFeed(FEED);
    SOURCES.forEach(source -> server.on("/" + source, exchange -> serve(source, exchange)));
    String[] settings = PollingIT.settings(server, FEED, SOURCES);
    process = ProducerProcess.start(TestBroker.shared().bootstrapServers(), directory, settings);
    await().atMost(TIMEOUT).until(() -> SOURCES.stream().noneMatch(of -> imports(of).isEmpty()));
    other = shared.another(settings);
    await().atMost(TIMEOUT).until(() -> SOURCES.stream().filter(this::isOthers).count() == 1);
    String source = SOURCES.stream().filter(of -> !isOthers(of)).findFirst().orElseThrow();
    List<ItemImported> before = imports(source);

    held = source;
    assertThat(asked.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    process.kill();
    title = "Pier opens";
    etag = "\"2\"";
    int requests = server.requests("/" + source).size();
    held = "";
    killed.countDown();

    await().atMost(TIMEOUT).until(() -> imports(source).size() > before.size());
    ItemImported taken = imports(source).get(before.size());
    assertThat(taken.item().title()).isEqualTo("Pier opens");
    assertThat(generation(taken)).isGreaterThan(generation(before.get(before.size() - 1)));
    assertThat(server.requests("/" + source).get(requests).header("If-None-Match"))
        .isEqualTo("\"1\"");
    await().atMost(TIMEOUT).until(() -> isOthers(source));
    assertThat(imports(source)).hasSize(before.size() + 1);
  }

  /** Answers once the producer was killed, or not at all if the client has the document. */
  private void serve(String source, HttpExchange exchange) throws IOException {
    if (source.equals(held)) {
      asked.countDown();
      awaitKill();
    }
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    String current = etag;
    exchange.getResponseHeaders().set("ETag", current);
    String document = HostileFeedsIT.feed("{\"id\":\"1\",\"title\":\"" + title + "\"}");
    boolean same = current.equals(known);
    FeedServer.send(exchange, same ? 304 : 200, same ? new byte[0] : document.getBytes(UTF_8));
  }

  private void awaitKill() {
    try {
      killed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOthers(String source) {
    return PollingIT.health(other, FEED, source).has("result");
  }

  private static long generation(ItemImported event) {
    return Objects.requireNonNull(event.generation());
  }

  private List<ItemImported> imports(String source) {
    return shared.consumer.of(FEED).stream()
        .map(event -> event.data())
        .filter(ItemImported.class::isInstance)
        .map(ItemImported.class::cast)
        .filter(event -> source.equals(event.source()))
        .toList();
  }
}
