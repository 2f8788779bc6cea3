package news.dateline.client;

import news.dateline.events.Cursor;
import tools.jackson.databind.JsonNode;

/**
 * A numbered public change of a feed or of one of its items.
 *
 * @param kind what happened last, such as {@code published}, {@code updated}, {@code retracted}; a
 *     filtered stream says {@code left} for an item that does not match any more
 * @param cursor the position after this change; {@code cursor.seq()} numbers the change
 * @param id the item's id; empty for a change of the feed itself
 * @param data the whole object as the API documents it: {@code item} holds the present content
 */
public record Change(String kind, Cursor cursor, String id, JsonNode data) implements StreamEvent {
  static Change of(String epoch, JsonNode data) {
    return new Change(
        data.path("change").asString(""),
        new Cursor(epoch, data.path("seq").asLong(-1)),
        data.path("id").asString(""),
        data);
  }
}
