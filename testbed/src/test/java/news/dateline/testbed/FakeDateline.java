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
 * One feed as Dateline serves it, in memory: publish, update, retract and hold. It keeps every
 * guarantee except the one that its fault breaks.
 */
final class FakeDateline implements AutoCloseable {
  private static final int FAULTY_SEQ = 12;

  private final ScriptedServer server = new ScriptedServer();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, ObjectNode> items = new LinkedHashMap<>();
  private final Map<String, byte[]> answers = new HashMap<>();
  private final Map<String, String> held = new HashMap<>();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final Fault fault;
  private String withheld = "";
  private boolean open;
  private boolean refused;
  private long seq;

  /**
   * The guarantee that is broken; LEAKED and STALE by the snapshot, TWICE by a repeated request.
   */
  enum Fault {
    NONE,
    DROPPED,
    DOUBLED,
    REORDERED,
    EARLY,
    LEAKED,
    TWICE,
    SILENT,
    RESET,
    REWOUND,
    TWO_VERSIONS,
    STALE,
    UNREADABLE,
    REFUSED
  }

  private record Subscriber(HttpExchange exchange) {
    void send(String frame) {
      try {
        exchange.getResponseBody().write(frame.getBytes(UTF_8));
        exchange.getResponseBody().flush();
      } catch (IOException e) {
        // the subscriber has left
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
      edit(exchange, path, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    }
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/stream")) {
      stream(exchange);
    } else if (path.equals("/changes")) {
      List<JsonNode> changes = items.values().stream().map(item -> change(item)).toList();
      say(exchange, 200, Map.of("changes", changes, "next", "k3f9-" + seq, "more", false));
    } else if (path.startsWith("/items/")) {
      ObjectNode item = items.get(path.substring("/items/".length()));
      int status = item == null ? 404 : word(item).equals("retracted") ? 410 : 200;
      say(exchange, status, Map.of());
    } else {
      List<ObjectNode> shown = items.values().stream().map(ObjectNode::deepCopy).toList();
      if (fault == Fault.STALE) {
        shown.forEach(item -> item.put("version", item.path("version").asInt() + 1));
      }
      Map<String, Object> day = Map.of("date", "2026-11-24", "items", shown);
      Map<String, Object> feed = Map.of("epoch", "k3f9", "seq", seq, "days", List.of(day));
      say(exchange, open ? 200 : 404, feed);
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (fault == Fault.REFUSED && !refused) {
      refused = true;
      say(exchange, 404, Map.of());
      return;
    }
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    String asked = query.replaceFirst(".*after=", "");
    String from = header != null ? header : query.contains("after=") ? asked : "k3f9-" + seq;
    long after = Long.parseLong(from.substring("k3f9-".length()));
    StringBuilder frames = new StringBuilder("id: " + from + "\nevent: at\ndata: {}\n\n");
    items.values().stream()
        .filter(item -> item.path("seq").asLong() > after)
        .sorted((a, b) -> Long.compare(a.path("seq").asLong(), b.path("seq").asLong()))
        .forEach(item -> frames.append(frame(item)));
    ScriptedServer.begin(exchange, frames.toString());
    subscribers.add(new Subscriber(exchange));
  }

  private void edit(HttpExchange exchange, String path, String key) throws IOException {
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
      answer.putAll(apply(path, body));
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
    apply("/items", body);
  }

  private Map<String, Object> apply(String path, JsonNode body) {
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
    deliver(frame(item));
    return Map.of("status", "accepted", "seq", seq, "version", version);
  }

  private void deliver(String frame) {
    String sent = frame + withheld;
    withheld = "";
    if (seq == FAULTY_SEQ) {
      withheld = fault == Fault.REORDERED ? frame : "";
      sent =
          switch (fault) {
            case DROPPED, REORDERED -> "";
            case DOUBLED -> frame + frame;
            case RESET -> frame + event(seq, "reset", "{\"reason\":\"ahead\"}");
            case REWOUND -> frame + event(1, "at", "{}");
            case UNREADABLE -> frame + event(seq, "item", "{");
            default -> frame;
          };
      if (fault == Fault.SILENT) {
        subscribers.clear();
      }
    }
    boolean differ = seq == FAULTY_SEQ && fault == Fault.TWO_VERSIONS;
    for (int i = 0; i < subscribers.size(); i++) {
      subscribers.get(i).send(differ && i % 2 == 1 ? sent.replace("Report", "Rumour") : sent);
    }
  }

  private static String event(long seq, String type, Object data) {
    return "id: k3f9-%d\nevent: %s\ndata: %s\n\n".formatted(seq, type, data);
  }

  private static String word(JsonNode item) {
    return item.path("status").asString();
  }

  private static String frame(JsonNode item) {
    return event(item.path("seq").asLong(), "item", change(item));
  }

  private static JsonNode change(JsonNode item) {
    ObjectNode frame = Json.mapper().createObjectNode();
    frame.put("change", word(item)).put("id", item.path("id").asString());
    frame.put("version", item.path("version").asInt()).put("seq", item.path("seq").asLong());
    return word(item).equals("retracted")
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
