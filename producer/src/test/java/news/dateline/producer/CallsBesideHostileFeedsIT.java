package news.dateline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.events.Json;
import news.dateline.producer.fetching.FeedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a producer answers while it reads a hostile source. The source waits in the middle of its
 * answer until the test has made its calls.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsBesideHostileFeedsIT {
  private static final String FEED = "beside-hostile";
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);
  private static final int BLOCK = 64 * 1024;

  /** The hostile sources, and one that is not hostile. */
  enum Source {
    ENDLESS,
    BOMB,
    LARGE,
    LOOPBACK,
    LAUGHS,
    XXE,
    PARTIAL,
    GOOD;

    String path() {
      return "/" + name();
    }
  }

  private final ProducerFixture shared = ProducerFixture.shared();
  private final FeedServer server = new FeedServer();

  /** The source that is hostile now. All others have an empty feed. */
  private final AtomicReference<Source> hostile = new AtomicReference<>(Source.GOOD);

  private final Semaphore stops = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private final Semaphore continued = new Semaphore(0);
  private ProducerFixture producer;

  @BeforeAll
  void start() {
    shared.openFeed(FEED);
    List<String> settings = new ArrayList<>();
    settings.add("--dateline.fetching.allowed-networks=127.0.0.1");
    settings.add("--dateline.fetching.allowed-ports=" + server.port());
    settings.add("--dateline.fetching.timeout=60s");
    for (Source source : Source.values()) {
      server.on(source.path(), exchange -> answer(source, exchange));
      String name = "--dateline.imports[" + source.ordinal() + "].";
      settings.add(name + "url=" + server.url(source.path()));
      settings.add(name + "feed=" + FEED);
      settings.add(name + "source=" + source);
      settings.add(name + "interval=1s");
    }
    producer = shared.another(settings.toArray(String[]::new));
  }

  @AfterAll
  void stop() {
    producer.application.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
  void areRightWhileAndAfterItReadsASource(Source source) throws InterruptedException {
    stops.release();
    hostile.set(source);
    assertThat(stopped.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThatOtherCallsAreRight();
    int polls = server.requests(Source.GOOD.path()).size();
    await().atMost(MAX_WAIT).until(() -> server.requests(Source.GOOD.path()).size() > polls);
    assertThat(failures(source)).isZero();

    continued.release();
    assertThatOtherCallsAreRight();
    await().atMost(MAX_WAIT).until(() -> failures(source) > 0);
    assertThatOtherCallsAreRight();
    assertThat(failures(Source.GOOD)).isZero();
  }

  private void assertThatOtherCallsAreRight() {
    ApiResponse published =
        producer.send(
            "POST",
            "/feeds/" + FEED + "/items",
            "{\"title\":\"By an editor\"}",
            "Prefer",
            "wait=10");
    ApiResponse imported =
        producer.send(
            "POST",
            "/feeds/" + FEED + "/imports",
            HostileFeedsIT.feed("{\"id\":\"x\",\"title\":\"By hand\"}"),
            "Content-Type",
            "application/feed+json");

    assertThat(published.status()).isEqualTo(201);
    assertThat(imported.body()).contains("\"status\":\"accepted\"");
    assertThat(producer.send("GET", "/feeds", "").body()).contains("\"" + FEED + "\"");
    assertThat(producer.sendToManagement("/actuator/health/readiness").status()).isEqualTo(200);
  }

  private int failures(Source source) {
    return Json.mapper()
        .readTree(producer.sendToManagement("/actuator/health").body())
        .at("/components/imports/details/sources")
        .path(FEED + "/" + source)
        .path("failures")
        .asInt();
  }

  private void answer(Source source, HttpExchange exchange) throws IOException {
    if (hostile.get() != source) {
      FeedServer.send(exchange, 200, HostileFeedsIT.feed("").getBytes(UTF_8));
      return;
    }
    switch (source) {
      case ENDLESS -> sendWithoutEnd(exchange);
      case BOMB -> {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        send(exchange, FeedServer.gzip(new byte[64 * 1024 * 1024]));
      }
      case LARGE -> {
        awaitTest();
        FeedServer.begin(exchange, 1L << 30);
      }
      case LOOPBACK -> {
        awaitTest();
        exchange.getResponseHeaders().set("Location", "http://127.0.0.2/");
        FeedServer.send(exchange, 302, new byte[0]);
      }
      case LAUGHS -> send(exchange, HostileFeedsIT.ENTITIES.getBytes(UTF_8));
      case XXE -> send(exchange, HostileFeedsIT.EXTERNAL.getBytes(UTF_8));
      default -> {
        FeedServer.begin(exchange, 1_000);
        awaitTest();
      }
    }
  }

  /** Sends the body in two parts. What the first is decompressed to, the producer still takes. */
  private void send(HttpExchange exchange, byte[] body) throws IOException {
    int first = body.length / 8;
    exchange.sendResponseHeaders(200, body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, first);
    out.flush();
    awaitTest();
    out.write(body, first, body.length - first);
  }

  /** Sends blocks until the producer closes the connection. */
  private void sendWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(new byte[BLOCK]);
    out.flush();
    awaitTest();
    while (true) {
      out.write(new byte[BLOCK]);
    }
  }

  /** Waits until the test has made its calls, once for each source. */
  private void awaitTest() throws IOException {
    if (stops.tryAcquire()) {
      stopped.release();
      try {
        continued.acquire();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }
}
