package news.dateline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import news.dateline.client.ScriptedServer;
import news.dateline.events.Json;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feeds that deliver what is published to their streams, with the fault that a test asks for. */
abstract class LoadFixture {
  @RegisterExtension final ScriptedServer dateline = new ScriptedServer().otherwise(this::answer);

  private final List<HttpExchange> subscribers = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  long seq;
  private long direct;
  Fault fault = Fault.NONE;

  /** The fault at the item with number 3, or number 10 for a stall. */
  enum Fault {
    NONE,
    LOST,
    DOUBLED,
    RENUMBERED,
    ASTRAY,
    REFUSED,
    STALLED
  }

  private record Sent(String feed, long seq, String frame) {}

  final synchronized void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().endsWith("/stream")) {
      stream(exchange);
      return;
    }
    if (exchange.getRequestMethod().equals("GET")) {
      boolean known = exchange.getRequestURI().getPath().equals("/metrics");
      direct += 3 * 1024;
      String figure = "jvm_buffer_memory_used_bytes{application=\"x\",id=\"direct\"} " + direct;
      ScriptedServer.say(exchange, known ? 200 : 404, known ? figure + "\n" : "");
      return;
    }
    String id = Json.mapper().readTree(exchange.getRequestBody()).path("id").asString();
    if (fault == Fault.STALLED && id.endsWith("-10")) {
      await().pollDelay(Duration.ofMillis(400)).until(() -> true);
    }
    Fault now = id.endsWith("-3") ? fault : Fault.NONE;
    ScriptedServer.say(exchange, now == Fault.REFUSED ? 503 : 202, "{}");
    if (now != Fault.REFUSED) {
      seq++;
      deliver(feed(exchange), id, now);
    }
  }

  private void deliver(String feed, String id, Fault now) throws IOException {
    if (now == Fault.LOST) {
      return;
    }
    send(feed, id, now == Fault.RENUMBERED ? 1 : seq);
    if (now == Fault.DOUBLED) {
      send(feed, id, seq);
    }
    if (now == Fault.ASTRAY) {
      for (HttpExchange subscriber : subscribers) {
        if (!feed(subscriber).equals(feed)) {
          send(feed(subscriber), id, seq);
        }
      }
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    String cursor = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    long after = cursor == null ? seq : Long.parseLong(cursor.substring("k3f9-".length()));
    StringBuilder frames = new StringBuilder("id: k3f9-" + after + "\nevent: at\ndata: {}\n\n");
    sent.stream()
        .filter(event -> event.feed().equals(feed(exchange)) && event.seq() > after)
        .forEach(event -> frames.append(event.frame()));
    ScriptedServer.begin(exchange, frames.toString());
    subscribers.add(exchange);
  }

  private static String feed(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().split("/")[2];
  }

  private void send(String feed, String id, long number) throws IOException {
    String frame =
        "id: k3f9-%d\nevent: item\ndata: {\"change\":\"published\",\"id\":\"%s\",\"seq\":%d}\n\n"
            .formatted(number, id, number);
    sent.add(new Sent(feed, number, frame));
    for (HttpExchange subscriber : subscribers) {
      if (!feed(subscriber).equals(feed)) {
        continue;
      }
      try {
        subscriber.getResponseBody().write(frame.getBytes(UTF_8));
        subscriber.getResponseBody().flush();
      } catch (IOException e) {
        // a subscriber of an earlier run
      }
    }
  }
}
