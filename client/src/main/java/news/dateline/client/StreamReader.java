package news.dateline.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import news.dateline.events.Cursor;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Makes stream events of bytes, and keeps the position over all connections of a stream. */
final class StreamReader implements EventParser.EventHandler {
  private final Queue<StreamEvent> events = new ArrayDeque<>();
  private EventParser parser = new EventParser(this);
  private volatile @Nullable Cursor cursor;
  private long retryMillis = 1_000;

  /** A new connection begins: an event that was cut off with the last one is dropped. */
  void connected() {
    parser = new EventParser(this);
  }

  void read(ByteBuffer bytes) {
    parser.read(bytes);
  }

  @Nullable StreamEvent poll() {
    return events.poll();
  }

  @Nullable Cursor cursor() {
    return cursor;
  }

  long retryMillis() {
    return retryMillis;
  }

  @Override
  public void retry(long millis) {
    retryMillis = millis;
  }

  @Override
  public void event(ServerSentEvent event) {
    try {
      JsonNode data = Json.mapper().readTree(event.data());
      if (event.type().equals("busy")) {
        events.add(new StreamEvent.Busy(data.path("reason").asString("")));
      } else {
        positioned(event.type(), Cursor.parse("id", event.id()), data);
      }
    } catch (JacksonException | InvalidFieldException e) {
      events.add(new StreamEvent.Unreadable(event.type()));
    }
  }

  private void positioned(String type, Cursor id, JsonNode data) {
    switch (type) {
      case "item", "feed" -> {
        Change change = Change.of(id.epoch(), data);
        if (hasSeen(change.cursor())) {
          return;
        }
        events.add(change);
      }
      case "reset" ->
          events.add(
              new StreamEvent.Reset(
                  data.path("reason").asString(""), id, data.path("snapshot").asString("")));
      case "day" -> events.add(new StreamEvent.NewDay(data.path("day").asString("")));
      default -> {
        // "at" only gives the position; types of later versions are ignored
      }
    }
    cursor = id;
  }

  private boolean hasSeen(Cursor change) {
    Cursor seen = cursor;
    return seen != null && seen.epoch().equals(change.epoch()) && change.seq() <= seen.seq();
  }
}
