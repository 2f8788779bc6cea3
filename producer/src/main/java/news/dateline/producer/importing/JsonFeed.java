package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import news.dateline.events.FeedSettings;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
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
  private static final int MAX_ITEMS = 50_000;

  private final List<Entry> entries = new ArrayList<>();
  private @Nullable JsonNode version;
  private @Nullable JsonNode language;
  private boolean itemsSeen;

  /** An item as parsed, or the reason why it could not be parsed. */
  private record Entry(@Nullable JsonFeedItem item, SourceItem.@Nullable InvalidItem invalid) {
    @Nullable Instant published() {
      return item == null ? null : item.published();
    }
  }

  private JsonFeed() {}

  /**
   * Returns the document's items, oldest first, so that they are numbered in the order of their
   * publication. Throws a {@link ProblemException} if the document itself is invalid.
   *
   * @param settings the settings of the feed that receives the items
   */
  static List<SourceItem> items(byte[] document, FeedSettings settings) {
    JsonFeed feed = new JsonFeed();
    try (JsonParser parser = StrictJson.mapper().createParser(document)) {
      feed.read(parser);
    } catch (JacksonException e) {
      throw StrictJson.syntaxProblem(e);
    }
    feed.check();
    return feed.items(settings);
  }

  private void read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ProblemException(ProblemType.BAD_JSON, "the body is not a JSON object");
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "version" -> version = parser.readValueAsTree();
        case "language" -> language = parser.readValueAsTree();
        case "items" -> readItems(parser, value);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new ProblemException(
          ProblemType.BAD_JSON, "the body has content after the end of the document");
    }
  }

  private void readItems(JsonParser parser, JsonToken start) {
    if (start != JsonToken.START_ARRAY) {
      throw invalid("items", "is not a list");
    }
    itemsSeen = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (entries.size() == MAX_ITEMS) {
        throw invalid("items", "has more than " + MAX_ITEMS + " entries");
      }
      entries.add(entry(parser.readValueAsTree()));
    }
  }

  private static Entry entry(JsonNode json) {
    if (!json.isObject()) {
      return new Entry(
          null, new SourceItem.InvalidItem(null, "items", "the item is not an object"));
    }
    if (json.path("_dateline").path("kicker").isString()) {
      ObjectNode extension = (ObjectNode) json.path("_dateline");
      String text = extension.path("kicker").stringValue();
      extension.putObject("kicker").put("text", text);
    }
    try {
      return new Entry(StrictJson.read(json, JsonFeedItem.class), null);
    } catch (ProblemException e) {
      String guid = JsonFeedConverter.guid(json.path("id"));
      return new Entry(null, new SourceItem.InvalidItem(guid, e.field(), e.getMessage()));
    }
  }

  private void check() {
    if (version == null || !version.asString("").contains("//jsonfeed.org/version/1")) {
      throw invalid("version", "is not that of a JSON Feed, https://jsonfeed.org/version/1.1");
    }
    if (!itemsSeen) {
      throw invalid("items", "is missing");
    }
    if (language != null && !language.isString() && !language.isNull()) {
      throw invalid("language", "is of the wrong type");
    }
  }

  private List<SourceItem> items(FeedSettings settings) {
    String documentLanguage = language == null ? null : language.asString(null);
    JsonFeedConverter converter = new JsonFeedConverter(settings.language(), documentLanguage);
    Set<String> seen = new HashSet<>();
    List<SourceItem> items = new ArrayList<>();
    for (Entry entry : entries) {
      SourceItem item =
          entry.item() == null
              ? Objects.requireNonNull(entry.invalid())
              : converter.convert(entry.item());
      items.add(
          item instanceof SourceItem.ValidItem valid && !seen.add(valid.event().id().value())
              ? new SourceItem.InvalidItem(
                  valid.guid(), "id", "id is that of an earlier item in the document")
              : item);
    }
    if (!oldestFirst()) {
      Collections.reverse(items);
    }
    return items;
  }

  /** Returns true if the times ascend. Most feeds list the newest item first. */
  private boolean oldestFirst() {
    List<Instant> times = entries.stream().map(Entry::published).filter(Objects::nonNull).toList();
    return !times.isEmpty() && times.get(0).isBefore(times.get(times.size() - 1));
  }

  private static ProblemException invalid(String field, String problem) {
    return new ProblemException(ProblemType.INVALID, field + " " + problem).with("field", field);
  }
}
