package news.dateline.feedapi.delivery;

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
import org.jspecify.annotations.Nullable;

/**
 * Stands in for desk and consumer: numbers each item and writes it straight to {@code feed-state}.
 * So feed-api can be measured beside next to nothing else; {@code ./dateline load --desk} takes it
 * for the desk.
 */
final class StubEditorApi {
  private final StateTopic topic;
  private final Map<FeedId, Long> seqs = new HashMap<>();

  /** What is taken from an item. */
  private record Written(String id, @Nullable String lead) {}

  private StubEditorApi(StateTopic topic) {
    this.topic = topic;
  }

  /** Arguments: {@code bootstrap.servers}, the port. Runs until it is ended. */
  public static void main(String[] args) throws IOException {
    StubEditorApi desk = new StubEditorApi(new StateTopic(args[0]));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    // a connection it closes because it is idle may be about to bring an item
    System.setProperty("sun.net.httpserver.maxIdleConnections", "9999");
    System.setProperty("sun.net.httpserver.idleInterval", "9999");
    // one thread takes all requests, so that what comes first has the lower number
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/feeds/", desk::take);
    server.start();
  }

  /** {@code PUT /feeds/ID} and {@code POST /feeds/ID/items}; either opens the feed. */
  private void take(HttpExchange exchange) throws IOException {
    SampleFeed feed = new SampleFeed(new FeedId(exchange.getRequestURI().getPath().split("/")[2]));
    if (seqs.putIfAbsent(feed.id(), 1L) == null) {
      topic.write(feed.opened());
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      answer(exchange, 201);
      return;
    }
    Written item = Json.read(body, Written.class);
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
