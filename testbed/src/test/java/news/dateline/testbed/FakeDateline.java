package news.dateline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import news.dateline.client.ScriptedServer;
import news.dateline.events.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One feed as Dateline serves it, in a hundred lines and in memory: publish, update, retract and
 * hold. It keeps all promises but the one it is told to break, once.
 */
final class FakeDateline implements AutoCloseable {
  /** The change at which the promise is broken, where an embargo is not what breaks it. */
  private static final int BROKEN = 12;

  private final ScriptedServer server = new ScriptedServer();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, ObjectNode> items = new LinkedHashMap<>();
  private final Map<String, byte[]> answers = new HashMap<>();
  private final Map<String, String> held = new HashMap<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Fault fault;
  private String withheld = "";
  private boolean open;
  private long seq;

  /** What it does wrong. */
  enum Fault {
    NONE,
    DROPPED,
    DOUBLED,
    REORDERED,
    EARLY,
    /** The snapshot goes on showing what was retracted. */
    LEAKED,
    /** The answer to a repeated call is another one. */
    TWICE,
    /** Whoever is there then is told nothing any more, and stays connected. */
    SILENT
  }

  private record Reader(HttpExchange exchange) {
    void send(String frame) {
      try {
        exchange.getResponseBody().write(frame.getBytes(UTF_8));
        exchange.getResponseBody().flush();
      } catch (IOException e) {
        // it left
      }
    }
  }

  FakeDateline(Fault fault) {
    this.fault = fault;
    server.otherwise(this::answer);
  }

  String url() {
    return server.url();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/feeds/[^/]+", "");
    String method = exchange.getRequestMethod();
    if (path.equals("/feeds")) {
      say(exchange, 200, Map.of("feeds", List.of()));
    } else if (path.startsWith("/outcomes/")) {
      String event = path.substring("/outcomes/".length());
      say(exchange, 200, Map.of("eventId", event, "status", held.getOrDefault(event, "accepted")));
    } else if (method.equals("GET")) {
      read(exchange, path);
    } else {
      act(exchange, path, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    }
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/stream")) {
      stream(exchange);
    } else if (path.equals("/changes")) {
      List<JsonNode> changes = items.values().stream().map(item -> told(word(item), item)).toList();
      say(exchange, 200, Map.of("changes", changes, "next", "k3f9-" + seq, "more", false));
    } else if (path.startsWith("/items/")) {
      ObjectNode item = items.get(path.substring("/items/".length()));
      int status = item == null ? 404 : word(item).equals("retracted") ? 410 : 200;
      say(exchange, status, Map.of());
    } else {
      Map<String, Object> day = Map.of("date", "2026-11-24", "items", items.values());
      Map<String, Object> feed = Map.of("epoch", "k3f9", "seq", seq, "days", List.of(day));
      say(exchange, open ? 200 : 404, feed);
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    String asked = query.replaceFirst(".*after=", "");
    String from = header != null ? header : query.contains("after=") ? asked : "k3f9-" + seq;
    long after = Long.parseLong(from.substring("k3f9-".length()));
    StringBuilder frames = new StringBuilder("id: " + from + "\nevent: at\ndata: {}\n\n");
    items.values().stream()
        .filter(item -> item.path("seq").asLong() > after)
        .sorted((a, b) -> Long.compare(a.path("seq").asLong(), b.path("seq").asLong()))
        .forEach(item -> frames.append(frame(word(item), item)));
    ScriptedServer.begin(exchange, frames.toString());
    readers.add(new Reader(exchange));
  }

  private void act(HttpExchange exchange, String path, String key) throws IOException {
    byte[] before = answers.get(key);
    if (before != null) {
      ScriptedServer.say(exchange, 200, new String(before, UTF_8));
      return;
    }
    String event = "event-" + key;
    JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
    Map<String, Object> answer = new LinkedHashMap<>(Map.of("eventId", event));
    answer.put("epoch", "k3f9");
    if (path.isEmpty()) {
      open = true;
      answer.putAll(Map.of("status", "accepted", "seq", ++seq));
    } else if (body.has("embargoedUntil")) {
      answer.putAll(hold(event, (ObjectNode) body));
    } else {
      answer.putAll(change(path, body));
    }
    byte[] json = Json.write(answer);
    if (fault != Fault.TWICE) {
      answers.put(key, json);
    }
    ScriptedServer.say(exchange, 200, new String(json, UTF_8));
  }

  private Map<String, Object> hold(String event, ObjectNode body) {
    long left =
        Instant.parse(body.path("embargoedUntil").asString()).toEpochMilli()
            - System.currentTimeMillis();
    body.remove("embargoedUntil");
    held.put(event, "held");
    long wait = fault == Fault.EARLY ? left / 2 : left + 5;
    timer.schedule(() -> release(event, body), wait, TimeUnit.MILLISECONDS);
    return Map.of("status", "held", "version", 1);
  }

  private synchronized void release(String event, ObjectNode body) {
    held.put(event, "accepted");
    change("/items", body);
  }

  private Map<String, Object> change(String path, JsonNode body) {
    String id = body.path("id").asString(path.replaceFirst("^/items/", "").replaceFirst("/.*", ""));
    ObjectNode before = items.get(id);
    boolean retraction = path.endsWith("/retraction");
    ObjectNode item = retraction ? Json.mapper().createObjectNode() : (ObjectNode) body.deepCopy();
    int version = before == null ? 1 : before.path("version").asInt() + (retraction ? 0 : 1);
    item.put("id", id).put("version", version).put("seq", ++seq);
    item.put("status", retraction ? "retracted" : "published");
    if (retraction) {
      item.put("reason", body.path("reason").asString());
    }
    if (retraction && fault == Fault.LEAKED && before != null) {
      item.set("title", before.path("title"));
    }
    items.put(id, item);
    tell(frame(word(item), item));
    return Map.of("status", "accepted", "seq", seq, "version", version);
  }

  private void tell(String frame) {
    String now = withheld.isEmpty() ? frame : frame + withheld;
    withheld = "";
    if (seq == BROKEN && fault == Fault.DOUBLED) {
      now = frame + frame;
    } else if (seq == BROKEN && fault == Fault.REORDERED) {
      withheld = frame;
      return;
    }
    if (seq == BROKEN && fault == Fault.SILENT) {
      readers.clear();
    }
    for (Reader reader : readers) {
      if (!(seq == BROKEN && fault == Fault.DROPPED)) {
        reader.send(now);
      }
    }
  }

  private static String word(JsonNode item) {
    return item.path("status").asString();
  }

  private static String frame(String change, JsonNode item) {
    return "id: k3f9-%d\nevent: item\ndata: %s\n\n"
        .formatted(item.path("seq").asLong(), told(change, item));
  }

  private static JsonNode told(String change, JsonNode item) {
    ObjectNode frame = Json.mapper().createObjectNode();
    frame.put("change", change).put("id", item.path("id").asString());
    frame.put("version", item.path("version").asInt()).put("seq", item.path("seq").asLong());
    return change.equals("retracted")
        ? frame.put("reason", item.path("reason").asString())
        : frame.set("item", item);
  }

  private static void say(HttpExchange exchange, int status, Object body) throws IOException {
    ScriptedServer.say(exchange, status, new String(Json.write(body), UTF_8));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
  }
}
