package news.dateline.producer.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import news.dateline.events.FeedSettings;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a <a href="https://jsonfeed.org/version/1.1">JSON Feed</a>, item by item, so that a large
 * document never stands in memory as a tree.
 */
final class JsonFeed {
  private static final int MAX_ITEMS = 50_000;

  private final List<Entry> entries = new ArrayList<>();
  private @Nullable JsonNode version;
  private @Nullable JsonNode language;
  private boolean itemsSeen;

  /** What could be read of an item, before it is looked at. */
  private record Entry(@Nullable JsonFeedItem item, SourceItem.@Nullable InvalidItem invalid) {
    @Nullable Instant published() {
      return item == null ? null : item.published();
    }
  }

  private JsonFeed() {}

  /**
   * The document's items, the oldest first, so that they are numbered as they would have been live.
   * A {@link Problem} where the document itself is at fault.
   *
   * @param profile of the feed they are for
   */
  static List<SourceItem> items(byte[] document, FeedSettings profile) {
    JsonFeed feed = new JsonFeed();
    try (JsonParser parser = StrictJson.mapper().createParser(document)) {
      feed.read(parser);
    } catch (JacksonException e) {
      throw StrictJson.syntaxProblem(e);
    }
    feed.check();
    return feed.items(profile);
  }

  private void read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Problem(ProblemType.BAD_JSON, "the body is not a JSON object");
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
      throw new Problem(ProblemType.BAD_JSON, "the body goes on after its end");
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
    } catch (Problem e) {
      String guid = JsonFeedEntries.guid(json.path("id"));
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

  private List<SourceItem> items(FeedSettings profile) {
    String documentLanguage = language == null ? null : language.asString(null);
    JsonFeedEntries source = new JsonFeedEntries(profile.language(), documentLanguage);
    Set<String> seen = new HashSet<>();
    List<SourceItem> items = new ArrayList<>();
    for (Entry entry : entries) {
      SourceItem item =
          entry.item() == null
              ? Objects.requireNonNull(entry.invalid())
              : source.item(entry.item());
      items.add(
          item instanceof SourceItem.ValidItem valid && !seen.add(valid.event().id().value())
              ? new SourceItem.InvalidItem(valid.guid(), "id", "id is that of an item above")
              : item);
    }
    if (!oldestFirst()) {
      Collections.reverse(items);
    }
    return items;
  }

  /** Feeds have the newest first, unless their times say otherwise. */
  private boolean oldestFirst() {
    List<Instant> times = entries.stream().map(Entry::published).filter(Objects::nonNull).toList();
    return !times.isEmpty() && times.get(0).isBefore(times.get(times.size() - 1));
  }

  private static Problem invalid(String field, String problem) {
    return new Problem(ProblemType.INVALID, field + " " + problem).with("field", field);
  }
}
