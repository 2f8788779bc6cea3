package news.dateline.producer.importing.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import news.dateline.events.Json;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads lines of JSON, each an item as the editors' API takes it, or as an API returns it. */
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

  private static final List<String> TEXTS = List.of("title", "lead", "body");

  /** Where an item stands in its own feed, and what became of it: no part of the story. */
  private static final List<String> POSITION =
      List.of("feed", "epoch", "status", "version", "seq", "firstSeq", "day", "change");

  private NdjsonDocument() {}

  static void read(BufferedReader text, SourceDocument document) {
    document.setPlain();
    // as text, because it needs less memory
    Map<String, String> lastChanges = new LinkedHashMap<>();
    try (text) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        JsonNode whole = line.isBlank() ? null : parse(line);
        String changed = whole == null ? null : changed(whole);
        if (changed != null) {
          lastChanges.remove(changed);
          lastChanges.put(changed, line);
        } else if (whole != null) {
          document.add(entry(whole));
        }
      }
      lastChanges.values().forEach(line -> document.add(entry(parse(line))));
    } catch (JacksonException e) {
      throw StrictJson.syntaxProblem(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array can always be read
    }
  }

  private static JsonNode parse(String line) {
    try (JsonParser parser = Json.mapper().createParser(line)) {
      parser.nextToken();
      JsonNode whole = LimitedJsonParser.readTree(parser, "an item");
      if (parser.nextToken() != null) {
        throw new ProblemException(
            ProblemType.BAD_JSON, "a line has content after the end of its item");
      }
      return whole;
    }
  }

  /** Returns the id of the item of a line of a stream, of whose lines the last one counts. */
  private static @Nullable String changed(JsonNode line) {
    boolean state =
        line.has("id")
            && (line.path("item").isObject() || line.path("held").isObject())
            && !isStory(line);
    if (!line.has("change") && !state) {
      return null;
    }
    return line.path("item").path("id").asString(line.path("id").asString(null));
  }

  private static boolean isStory(JsonNode line) {
    return TEXTS.stream().anyMatch(line::has);
  }

  private static JsonNode entry(JsonNode line) {
    if (!(line instanceof ObjectNode whole)) {
      return line;
    }
    // the editors' API and streams have the public item in an object of its own
    boolean around = !isStory(whole) && whole.path("item") instanceof ObjectNode;
    if (!around) {
      return entry(whole, List.of());
    }
    return entry(
        (ObjectNode) whole.path("item"),
        whole.properties().stream().filter(Embargo::isStatedBy).toList());
  }

  private static JsonNode entry(ObjectNode item, List<Map.Entry<String, JsonNode>> embargoes) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    ObjectNode extension = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : item.properties()) {
      String name = member.getKey();
      if (SAME.contains(name) || NAMES.containsKey(name)) {
        entry.set(NAMES.getOrDefault(name, name), member.getValue());
      } else if (!member.getValue().isNull() && !POSITION.contains(name)) {
        extension.set(name, member.getValue());
      }
    }
    embargoes.forEach(member -> extension.set(member.getKey(), member.getValue()));
    return extension.isEmpty() ? entry : entry.set("_dateline", extension);
  }
}
