package news.dateline.producer.editorial;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.pages.TagFolding;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.request.StrictJson;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.producer.text.SanitizedHtml;
import news.dateline.producer.text.TextNormalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item in the body of a request.
 *
 * @param id the item's id; null if the editor gave none
 * @param leftOut what the sanitizer left out of the body
 */
record ItemJson(@Nullable ItemId id, ItemContent content, List<String> leftOut) {

  /**
   * Reads an item that is a whole body. Throws a {@link ProblemException} if the item is invalid.
   */
  static ItemJson read(byte[] body) {
    return of(StrictJson.parseObject(body));
  }

  /**
   * Reads an item and sanitizes its HTML. Throws a {@link ProblemException} if the item is invalid.
   */
  static ItemJson of(ObjectNode json) {
    try {
      ItemId id = id(json.remove("id"));
      SanitizedHtml html = sanitize(json);
      dropRepeatedTags(json);
      ItemContent content = StrictJson.read(json, ItemContent.class);
      return new ItemJson(
          id,
          content.withImage(html.imageBeside(content.image())),
          html.leftOutBeside(content.image()));
    } catch (InvalidFieldException e) {
      throw ProblemException.of(e);
    }
  }

  /** Sanitizes the body, and leaves what is not text to the check of the whole item. */
  private static SanitizedHtml sanitize(ObjectNode json) {
    JsonNode html = json.path("body");
    if (!html.isString()) {
      return SanitizedHtml.EMPTY;
    }
    String link = json.path("link").isString() ? json.path("link").stringValue() : null;
    SanitizedHtml sanitized = HtmlSanitizer.sanitize(html.stringValue(), link);
    json.put("body", sanitized.body());
    return sanitized;
  }

  /** Drops each tag that is another spelling of an earlier one. */
  private static void dropRepeatedTags(ObjectNode json) {
    if (json.path("tags") instanceof ArrayNode tags) {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < tags.size(); i++) {
        if (tags.get(i).isString() && !seen.add(folded(tags.get(i).stringValue()))) {
          tags.remove(i--);
        }
      }
    }
  }

  private static String folded(String tag) {
    return TagFolding.fold(TextNormalizer.lenient(tag));
  }

  private static @Nullable ItemId id(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isString()) {
      throw new InvalidFieldException("id", "is of the wrong type");
    }
    return new ItemId(json.stringValue());
  }

  /**
   * Returns the content. Throws a {@link ProblemException} if the body names an id other than the
   * path's.
   */
  ItemContent contentFor(ItemId pathId) {
    if (id != null && !id.equals(pathId)) {
      throw ProblemException.of(new InvalidFieldException("id", "is not the id in the path"));
    }
    return content;
  }
}
