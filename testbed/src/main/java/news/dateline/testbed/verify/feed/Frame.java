package news.dateline.testbed.verify.feed;

import news.dateline.client.ServerSentEvent;
import news.dateline.events.Cursor;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One parsed event of a stream.
 *
 * @param cursor the id; null if it is no cursor
 * @param seq the number of the change; 0 if the event reports none
 * @param item the item's id; empty if the event is about none
 * @param state the state of the item; null if the event has none, as {@code left}
 */
public record Frame(
    Type type,
    @Nullable Cursor cursor,
    long seq,
    String item,
    @Nullable ItemState state,
    String text) {

  public enum Type {
    ITEM,
    FEED,
    AT,
    RESET,
    BUSY,
    DAY,
    /** An event that breaks the contract. */
    MALFORMED
  }

  public static Frame of(ServerSentEvent event) {
    Cursor cursor = cursor(event.id());
    try {
      JsonNode data = Json.mapper().readTree(event.data());
      return switch (event.type()) {
        case "item" -> item(cursor, data);
        case "feed" -> new Frame(Type.FEED, cursor, data.path("seq").asLong(0), "", null, "");
        case "at" -> new Frame(Type.AT, cursor, 0, "", null, "");
        case "day" -> new Frame(Type.DAY, cursor, 0, "", null, "");
        case "reset" ->
            new Frame(Type.RESET, cursor, 0, "", null, data.path("reason").asString(""));
        case "busy" -> new Frame(Type.BUSY, cursor, 0, "", null, data.path("reason").asString(""));
        default -> malformed("an event of type " + event.type());
      };
    } catch (JacksonException e) {
      return malformed("data that is not JSON, of an event of type " + event.type());
    }
  }

  /** Parses an item's change, as the stream and {@code /changes} state it. */
  public static Frame item(@Nullable Cursor cursor, JsonNode data) {
    String change = data.path("change").asString("");
    String id = data.path("id").asString("");
    long seq = data.path("seq").asLong(0);
    JsonNode content = data.path("item");
    if (id.isEmpty() || seq == 0) {
      return malformed("an item without id or seq");
    }
    return switch (change) {
      case "left" -> new Frame(Type.ITEM, cursor, seq, id, null, change);
      case "retracted" -> retracted(cursor, data, id, seq);
      default ->
          content.isObject()
              ? new Frame(Type.ITEM, cursor, seq, id, ItemState.of(content), change)
              : malformed(change + " without the item");
    };
  }

  private static Frame retracted(@Nullable Cursor cursor, JsonNode data, String id, long seq) {
    if (data.has("item")) {
      return malformed("a retraction with content");
    }
    String reason = data.path("reason").asString("");
    ItemState state = new ItemState(id, seq, data.path("version").asInt(0), null, reason);
    return new Frame(Type.ITEM, cursor, seq, id, state, "retracted");
  }

  private static Frame malformed(String what) {
    return new Frame(Type.MALFORMED, null, 0, "", null, what);
  }

  private static @Nullable Cursor cursor(String id) {
    try {
      return Cursor.parse("id", id);
    } catch (InvalidFieldException e) {
      return null;
    }
  }

  /** Returns true if the subscriber must remove the item. */
  public boolean hidesItem() {
    return state == null || state.retracted();
  }
}
