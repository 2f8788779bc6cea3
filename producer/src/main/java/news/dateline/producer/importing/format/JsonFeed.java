package news.dateline.producer.importing.format;

import java.io.Reader;
import java.util.Set;
import news.dateline.events.Json;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses a <a href="https://jsonfeed.org/version/1.1">JSON Feed</a> item by item, so that a large
 * document is never in memory as one tree.
 */
final class JsonFeed {
  private static final Set<String> HEAD =
      Set.of(
          "version",
          "title",
          "language",
          "authors",
          "author",
          "home_page_url",
          "feed_url",
          "next_url");

  private JsonFeed() {}

  static void read(Reader text, SourceDocument document) {
    try (JsonParser parser = Json.mapper().createParser(text)) {
      read(parser, document);
    } catch (JacksonException e) {
      throw StrictJson.syntaxProblem(e);
    }
  }

  private static void read(JsonParser parser, SourceDocument document) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ProblemException(ProblemType.BAD_JSON, "the body is not a JSON object");
    }
    boolean itemsSeen = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("items")) {
        itemsSeen = true;
        readItems(parser, value, document);
      } else if (!HEAD.contains(name)) {
        parser.skipChildren();
      } else {
        document.head().set(name, LimitedJsonParser.readTree(parser, name));
      }
    }
    if (parser.nextToken() != null) {
      throw new ProblemException(
          ProblemType.BAD_JSON, "the body has content after the end of the document");
    }
    JsonNode version = document.head().path("version");
    if (!version.isString() || !version.stringValue().contains("//jsonfeed.org/version/1")) {
      throw invalid("version", "is not that of a JSON Feed, https://jsonfeed.org/version/1.1");
    }
    if (!itemsSeen) {
      throw invalid("items", "is missing");
    }
  }

  private static void readItems(JsonParser parser, JsonToken start, SourceDocument document) {
    if (start != JsonToken.START_ARRAY) {
      throw invalid("items", "is not a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode entry = LimitedJsonParser.readTree(parser, "an item");
      if (entry instanceof ObjectNode item) {
        item.remove(XmlEntries.OWN_MEMBERS);
      }
      document.add(entry);
    }
  }

  private static ProblemException invalid(String field, String problem) {
    return new ProblemException(ProblemType.INVALID, field + " " + problem).with("field", field);
  }
}
