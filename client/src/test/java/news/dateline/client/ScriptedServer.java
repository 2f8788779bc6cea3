package news.dateline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a real socket that gives the scripted answers in order. As an extension it is closed
 * after the test.
 */
public final class ScriptedServer implements AutoCloseable, AfterEachCallback {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Answer otherwise =
      exchange -> say(exchange, 500, "{\"title\":\"nothing is scripted\"}");

  /** The answer to one request. */
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  /** A request that was received. */
  public record Request(String method, String uri, Map<String, List<String>> headers, String body) {
    public @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.get(0);
    }
  }

  public ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Request> requests() {
    return requests;
  }

  public ScriptedServer then(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** Gives this answer if no scripted one is left. */
  public ScriptedServer otherwise(Answer answer) {
    otherwise = answer;
    return this;
  }

  public ScriptedServer thenSays(int status, String body) {
    return then(exchange -> say(exchange, status, body));
  }

  public ScriptedServer thenIsUnavailable() {
    return then(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "0");
          say(exchange, 503, "{\"title\":\"Kafka does not answer\",\"status\":503}");
        });
  }

  /** Begins a body and closes the connection within it. */
  public ScriptedServer thenBreaksOffAfter(String body) {
    return then(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          // closing before that much is written closes the connection
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        });
  }

  /** Sends the frames and keeps the connection open. */
  public ScriptedServer thenStreams(String frames) {
    return then(exchange -> begin(exchange, frames));
  }

  public static void begin(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.getResponseBody().flush();
  }

  public static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    exchange.setStreams(new ByteArrayInputStream(body.getBytes(UTF_8)), null);
    Answer answer = answers.poll();
    (answer == null ? otherwise : answer).give(exchange);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
