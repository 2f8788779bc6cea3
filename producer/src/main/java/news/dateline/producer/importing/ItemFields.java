package news.dateline.producer.importing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.Author;
import news.dateline.events.Image;
import news.dateline.events.Kicker;
import news.dateline.pages.TagFolding;
import news.dateline.producer.importing.format.Embargo;
import news.dateline.producer.text.Graphemes;
import news.dateline.producer.text.TextNormalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of an item that have parts, in every shape in which publishers write them.
 *
 * @param base the address that relative ones are relative to
 */
record ItemFields(LenientFields fields, @Nullable String base) {
  private static final int MAX_ENTRIES = 32;
  private static final int MAX_NAME = 200;
  private static final int MAX_TAG = 64;
  private static final int MAX_ALT = 1_000;
  private static final int MAX_PIXELS = 20_000;
  private static final int MAX_LANGUAGE = 35;
  private static final int MAX_NAMED = 8;

  /** Members of the extension that an import knows. */
  private static final Set<String> EXTENSION =
      Set.of("label", "kicker", "section", "source", "image", "keyEvent");

  /** Returns the item as it is refused for an embargo that has not ended; null if it has none. */
  SourceItem.@Nullable InvalidItem embargoed(
      @Nullable String guid, JsonNode entry, JsonNode extension, SourceTimes times) {
    return Stream.of(Map.entry("", entry), Map.entry("_dateline.", extension))
        .flatMap(
            part ->
                part.getValue()
                    .propertyStream()
                    .filter(member -> Embargo.isStatedBy(member) && !hasEnded(member, times))
                    .map(
                        member ->
                            refused(guid, part.getKey() + member.getKey(), ends(member, times))))
        .findFirst()
        .orElse(null);
  }

  private static SourceItem.InvalidItem refused(@Nullable String guid, String field, boolean ends) {
    return new SourceItem.InvalidItem(guid, field, field + " is not possible in an import", ends);
  }

  /** Names the first members of the extension that are left out. */
  void noteUnknown(JsonNode extension) {
    List<Map.Entry<String, JsonNode>> unknown =
        extension
            .propertyStream()
            .filter(member -> !EXTENSION.contains(member.getKey()) && !member.getValue().isNull())
            .toList();
    unknown.stream()
        .limit(MAX_NAMED)
        .map(member -> Graphemes.cut(member.getKey(), 64))
        .forEach(name -> fields.note(name, "is unknown to imports and was left out"));
  }

  private static boolean ends(Map.Entry<String, JsonNode> embargo, SourceTimes times) {
    return Embargo.isEnd(embargo)
        && times.read(embargo.getValue().stringValue()).declared() != null;
  }

  private static boolean hasEnded(Map.Entry<String, JsonNode> embargo, SourceTimes times) {
    return Embargo.isEnd(embargo)
        && times.isPast(
            embargo.getValue().stringValue(), Embargo.endsWithStartOfDay(embargo.getKey()));
  }

  @Nullable String address(String field, JsonNode... values) {
    return fields.address(field, base, values);
  }

  /** Returns the first of these that are authors. */
  List<Author> authors(JsonNode... values) {
    return Stream.of(values)
        .map(this::authorsOf)
        .filter(authors -> !authors.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<Author> authorsOf(JsonNode written) {
    Map<String, Author> authors = new LinkedHashMap<>();
    for (JsonNode person : fields.entries("authors", written, MAX_ENTRIES)) {
      JsonNode name = person.isObject() ? person.path("name") : person;
      String line = fields.line("authors", MAX_NAME, name);
      if (line != null) {
        authors.merge(
            TagFolding.fold(line),
            new Author(line, page(person.path("url"))),
            (first, again) -> first.url() == null ? new Author(first.name(), again.url()) : first);
      } else if (person.isObject() || (person.isNull() && written.isArray())) {
        fields.note("authors", "has an entry without a name, which was left out");
      }
    }
    return List.copyOf(authors.values());
  }

  /** Returns the address of an author's page. JSON Feed also allows mailto:, which is dropped. */
  private @Nullable String page(JsonNode url) {
    if (url.isString() && url.stringValue().strip().regionMatches(true, 0, "mailto:", 0, 7)) {
      fields.note("authors", "has a mail address, which was left out");
      return null;
    }
    return address("authors", url);
  }

  List<String> tags(JsonNode written) {
    List<String> tags = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode tag : fields.entries("tags", written, MAX_ENTRIES)) {
      String line = fields.line("tags", MAX_TAG, tag);
      if (line != null && seen.add(TagFolding.fold(line))) {
        tags.add(line);
      } else if (tag.isNull() && written.isArray()) {
        fields.note("tags", "has an entry that is no text, which was left out");
      }
    }
    return tags;
  }

  @Nullable Kicker kicker(JsonNode kicker) {
    JsonNode written = kicker.isObject() ? kicker.path("text") : kicker;
    String text = fields.line("kicker", MAX_NAME, written);
    if (text == null && kicker.isObject()) {
      fields.note("kicker", "has no text and was left out");
    }
    return text == null ? null : new Kicker(text, address("kicker", kicker.path("link")));
  }

  /** Returns the image of an item: that of the extension, else its image, else its banner. */
  @Nullable Image image(JsonNode extension, JsonNode entry) {
    return Stream.of(extension.path("image"), entry.path("image"), entry.path("banner_image"))
        .flatMap(value -> Stream.ofNullable(imageOf(value)))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Image imageOf(JsonNode written) {
    String url = address("image", written.isObject() ? written.path("url") : written);
    return url == null
        ? null
        : new Image(
            url,
            fields.line("image", MAX_ALT, written.path("alt")),
            pixels(written.path("width")),
            pixels(written.path("height")),
            fields.line("image", MAX_NAME, written.path("credit")));
  }

  private @Nullable Integer pixels(JsonNode written) {
    int pixels = written.isInt() ? written.intValue() : 0;
    if (pixels > 0 && pixels <= MAX_PIXELS) {
      return pixels;
    }
    if (!written.isMissingNode() && !written.isNull()) {
      fields.note("image", "has a width or height that cannot be used, which was left out");
    }
    return null;
  }

  /** Returns true if the value says so, else null. */
  @Nullable Boolean flag(String field, JsonNode written) {
    String text = fields.scalar(field, written);
    if (text == null || text.isBlank() || text.strip().equalsIgnoreCase("false")) {
      return null;
    }
    if (written.asBoolean(false)) {
      return true;
    }
    fields.note(field, "is neither true nor false and was left out");
    return null;
  }

  /** Returns the language of the item, or of all items, if it is not the one of the feed. */
  @Nullable String language(String feedLanguage, JsonNode... written) {
    for (JsonNode value : written) {
      String tag = fields.scalar("language", value);
      if (tag != null && !tag.isBlank()) {
        String language = languageTag(tag);
        if (language != null) {
          return language.equalsIgnoreCase(feedLanguage) ? null : language;
        }
      }
    }
    return null;
  }

  private @Nullable String languageTag(String written) {
    Optional<String> language =
        TextNormalizer.languageTag(written).filter(tag -> tag.length() <= MAX_LANGUAGE);
    if (language.isEmpty()) {
      fields.note("language", "is not a BCP 47 language tag and was left out");
    }
    return language.orElse(null);
  }
}
