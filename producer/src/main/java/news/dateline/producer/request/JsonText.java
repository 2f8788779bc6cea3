package news.dateline.producer.request;

import java.util.Map;
import news.dateline.events.InvalidFieldException;
import news.dateline.producer.text.TextNormalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Applies the rules of plain text to every text of a JSON value but HTML. */
final class JsonText {
  private static final String HTML = "body";

  private JsonText() {}

  /**
   * Normalizes the texts in place.
   *
   * @throws InvalidFieldException if a text has a character that is refused; names it by its path
   */
  static void normalize(JsonNode json) {
    normalize(json, "");
  }

  private static void normalize(JsonNode json, String path) {
    if (json instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String key = member.getKey().replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        String name = path.isEmpty() ? key : path + "." + key;
        if (member.getValue().isString() && !member.getKey().equals(HTML)) {
          member.setValue(text(member.getValue(), name));
        } else {
          normalize(member.getValue(), name);
        }
      }
    } else if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isString()) {
          array.set(i, text(array.get(i), path));
        } else {
          normalize(array.get(i), path + "[" + i + "]");
        }
      }
    }
  }

  private static StringNode text(JsonNode value, String name) {
    return StringNode.valueOf(TextNormalizer.normalize(name, value.stringValue()));
  }
}
