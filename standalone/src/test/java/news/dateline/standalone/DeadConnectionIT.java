package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.testsupport.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The pages' {@code stream.js} in a real browser, against a server that does not answer at first.
 */
class DeadConnectionIT {
  /** Advances the page's clock by a minute and has the page check its connection. */
  private static final String ADVANCE_CLOCK =
      """
      const now = Date.now;
      Date.now = () => now() + 60_000;
      document.dispatchEvent(new Event('visibilitychange'));
      """;

  @TempDir static Path profile;

  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> respond(exchange, "text/html", "<!doctype html>"));
    // without the script of the worker, so the page opens a stream of its own
    for (String name : List.of("stream.js", "connection.js", "dom.js")) {
      server.createContext(
          "/" + name, exchange -> respond(exchange, "text/javascript", script(name)));
    }
    server.createContext("/stream", this::stream);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static String script(String name) throws IOException {
    String path = "/feed-api/static/" + name;
    try (InputStream in = DeadConnectionIT.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /** Leaves the first request without an answer and opens a stream for the second. */
  private void stream(HttpExchange exchange) throws IOException {
    if (requests.incrementAndGet() > 1) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("id: a-1\nevent: at\ndata: {}\n\n".getBytes(UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  private static void respond(HttpExchange exchange, String type, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }

  @Test
  void aConnectionThatHangsBeforeItsHeadersIsReplacedAfterThreeHeartbeats() {
    Chromium.assumed();
    try (Chromium chromium = Chromium.start(profile)) {
      ChromeDriver browser = chromium.browser();
      browser.get("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      browser.executeScript(
          "import('/stream.js').then(module => module.subscribe("
              + "{stream: '/stream', cursor: 'a-1'}, {}, state => window.state = state))");
      await().until(() -> requests.get() == 1);

      browser.executeScript(ADVANCE_CLOCK);

      await().until(() -> "live".equals(browser.executeScript("return window.state")));
      assertThat(requests).hasValue(2);
    }
  }
}
