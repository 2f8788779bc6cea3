package news.dateline.cli.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The flags of an item beside its id and title. Their values are sent as they are: the service
 * knows the limits and names the field that is wrong.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ItemOptions {
  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "exclusive, opinion, review, analysis, live or one of the feed's own.")
  private @Nullable String label;

  @ArgGroup(exclusive = false)
  private @Nullable Kicker kicker;

  @Option(names = "--lead", paramLabel = "TEXT", description = "The first paragraph.")
  private @Nullable String lead;

  @Option(names = "--link", paramLabel = "URL", description = "The address of the full article.")
  private @Nullable String link;

  @Option(names = "--section", paramLabel = "TEXT", description = "The section of the item.")
  private @Nullable String section;

  @Option(names = "--tag", paramLabel = "TEXT", description = "A tag; may be repeated.")
  private List<String> tags = List.of();

  @Option(names = "--author", paramLabel = "NAME", description = "An author; may be repeated.")
  private List<String> authors = List.of();

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "The source that the item is credited to.")
  private @Nullable String source;

  @Option(
      names = "--published-at",
      paramLabel = "TIME",
      description = "The time with its offset, such as 2025-02-04T21:45:00+02:00.")
  private @Nullable String publishedAt;

  @Option(names = "--key-event", description = "Marks the item as a key event of the feed.")
  private boolean keyEvent;

  /** The series of an item. */
  static final class Kicker {
    @Option(
        names = "--kicker",
        required = true,
        paramLabel = "TEXT",
        description = "The series that the item belongs to.")
    private String text;

    @Option(names = "--kicker-link", paramLabel = "URL", description = "The address of the series.")
    private @Nullable String link;

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("text", text);
      put(json, "link", link);
      return json;
    }
  }

  /** Puts what the flags give into an item as the editors' API expects it. */
  void putInto(Map<String, Object> item) {
    put(item, "kicker", kicker == null ? null : kicker.json());
    put(item, "label", label);
    put(item, "lead", lead);
    put(item, "link", link);
    put(item, "authors", authors.stream().map(name -> Map.of("name", name)).toList());
    put(item, "source", source);
    put(item, "tags", tags);
    put(item, "section", section);
    put(item, "publishedAt", publishedAt);
    put(item, "keyEvent", keyEvent ? true : null);
  }

  /** Returns breaking news as the service reads it. */
  static Map<String, Object> breaking(String level, @Nullable String until) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("level", level);
    put(json, "until", until);
    return json;
  }

  /** Puts a value unless it is null or an empty list. */
  static void put(Map<String, Object> object, String field, @Nullable Object value) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      object.put(field, value);
    }
  }
}
