package news.dateline.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.testsupport.TopicWriter;
import org.jspecify.annotations.Nullable;

/**
 * Replaces producer and consumer in measurements of feed-api: numbers each item and writes it to
 * {@code feed-state}. {@code ./dateline load} uses it as the editors' API.
 */
final class StubEditorApi {
  private final TopicWriter topic;
  private final Map<FeedId, Long> seqs = new HashMap<>();

  /** The fields of an item that are used. */
  private record ReceivedItem(String id, @Nullable String lead) {}

  private StubEditorApi(TopicWriter topic) {
    this.topic = topic;
  }

  /** Arguments: {@code bootstrap.servers}, the port. Runs until the process is ended. */
  public static void main(String[] args) throws IOException {
    StubEditorApi api = new StubEditorApi(new TopicWriter(args[0]));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    // closing idle connections would race with a client that sends an item
    System.setProperty("sun.net.httpserver.maxIdleConnections", "9999");
    System.setProperty("sun.net.httpserver.idleInterval", "9999");
    // the server handles all requests on one thread, so numbers follow the order of arrival
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/feeds/", api::handle);
    server.start();
  }

  /** Handles {@code PUT /feeds/ID} and {@code POST /feeds/ID/items}; each opens the feed. */
  private void handle(HttpExchange exchange) throws IOException {
    SampleFeed feed = new SampleFeed(new FeedId(exchange.getRequestURI().getPath().split("/")[2]));
    if (seqs.putIfAbsent(feed.id(), 1L) == null) {
      topic.write(feed.opened());
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      answer(exchange, 201);
      return;
    }
    ReceivedItem item = Json.read(body, ReceivedItem.class);
    long seq = seqs.merge(feed.id(), 1L, Long::sum);
    String text = item.lead() == null ? "-" : item.lead();
    topic.write(
        feed.published(item.id(), text, seq),
        (record, failure) -> answer(exchange, failure == null ? 202 : 503));
  }

  private static void answer(HttpExchange exchange, int status) {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
