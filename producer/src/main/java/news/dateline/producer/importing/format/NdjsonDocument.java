package news.dateline.producer.importing.format;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import news.dateline.events.Json;
import news.dateline.producer.request.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads lines of JSON, each an item as the editors' API takes it. */
final class NdjsonDocument {
  private static final Map<String, String> NAMES =
      Map.of(
          "lead", "summary",
          "body", "content_html",
          "link", "url",
          "publishedAt", "date_published",
          "updatedAt", "date_modified");
  private static final List<String> SAME =
      List.of("id", "title", "image", "authors", "tags", "language");

  private NdjsonDocument() {}

  static SourceDocument read(String text) {
    SourceDocument document = new SourceDocument();
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      if (!line.isBlank()) {
        try {
          document.add(entry(Json.mapper().readTree(line)));
        } catch (JacksonException e) {
          throw StrictJson.syntaxProblem(e);
        }
      }
    }
    return document;
  }

  private static JsonNode entry(JsonNode line) {
    if (!(line instanceof ObjectNode item)) {
      return line;
    }
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    ObjectNode extension = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : item.properties()) {
      String name = member.getKey();
      if (SAME.contains(name) || NAMES.containsKey(name)) {
        entry.set(NAMES.getOrDefault(name, name), member.getValue());
      } else if (!member.getValue().isNull()) {
        extension.set(name, member.getValue());
      }
    }
    return extension.isEmpty() ? entry : entry.set("_dateline", extension);
  }
}
