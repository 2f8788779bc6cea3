package news.dateline.producer.editorial;

import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.request.HtmlSanitizer;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item as an editor sends it.
 *
 * @param id the item's own id, where the editor gave one
 */
record ItemJson(@Nullable ItemId id, ItemContent content) {

  /** Reads the item and sanitises its body; what does not fit is a {@link Problem}. */
  static ItemJson read(byte[] body) {
    return of(StrictJson.parseObject(body));
  }

  /** Takes an item that is part of a body; what does not fit is a {@link Problem}. */
  static ItemJson of(ObjectNode json) {
    ItemId id = id(json.remove("id"));
    sanitizeBody(json);
    return new ItemJson(id, StrictJson.read(json, ItemContent.class));
  }

  private static void sanitizeBody(ObjectNode json) {
    JsonNode html = json.path("body");
    if (html.isString()) {
      try {
        json.put("body", HtmlSanitizer.sanitize(html.stringValue()));
      } catch (InvalidFieldException e) {
        throw Problem.of(e);
      }
    }
  }

  private static @Nullable ItemId id(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isString()) {
      throw Problem.of(new InvalidFieldException("id", "is of the wrong type"));
    }
    try {
      return new ItemId(json.stringValue());
    } catch (InvalidFieldException e) {
      throw Problem.of(e);
    }
  }

  /** The content for the item at this address, whose id the body may repeat but not change. */
  ItemContent contentFor(ItemId address) {
    if (id != null && !id.equals(address)) {
      throw Problem.of(new InvalidFieldException("id", "is not the id in the path"));
    }
    return content;
  }
}
