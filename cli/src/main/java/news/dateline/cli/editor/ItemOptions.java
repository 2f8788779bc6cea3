package news.dateline.cli.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * An item as flags. The values go to the desk as they are: it knows the limits and names the field.
 */
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
final class ItemOptions {
  @Option(names = "--title", required = true, paramLabel = "TEXT", description = "The headline.")
  private String title;

  @Option(names = "--id", paramLabel = "ID", description = "The item's id; drawn if left out.")
  private @Nullable String id;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "exclusive, opinion, review, analysis, live or one of the feed's own.")
  private @Nullable String label;

  @Option(names = "--kicker", paramLabel = "TEXT", description = "The series it belongs to.")
  private @Nullable String kicker;

  @Option(names = "--kicker-link", paramLabel = "URL", description = "Where the series lives.")
  private @Nullable String kickerLink;

  @Option(names = "--lead", paramLabel = "TEXT", description = "The first paragraph.")
  private @Nullable String lead;

  @Option(names = "--link", paramLabel = "URL", description = "Where the full story is.")
  private @Nullable String link;

  @Option(names = "--section", paramLabel = "TEXT", description = "The section.")
  private @Nullable String section;

  @Option(names = "--tag", paramLabel = "TEXT", description = "A tag; may be repeated.")
  private List<String> tags = List.of();

  @Option(names = "--author", paramLabel = "NAME", description = "An author; may be repeated.")
  private List<String> authors = List.of();

  @Option(names = "--source", paramLabel = "TEXT", description = "Whom it is credited to.")
  private @Nullable String source;

  @Option(
      names = "--published-at",
      paramLabel = "TIME",
      description = "With an offset, as 2025-02-04T21:45:00+02:00; now if left out.")
  private @Nullable String publishedAt;

  @Option(names = "--key-event", description = "Marks a moment the feed is summed up by.")
  private boolean keyEvent;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The item as the editors' API takes it. */
  Map<String, Object> content() {
    Map<String, Object> item = new LinkedHashMap<>();
    put(item, "id", id);
    put(item, "title", title);
    put(item, "kicker", kicker());
    put(item, "label", label);
    put(item, "lead", lead);
    put(item, "link", link);
    put(item, "authors", authors.stream().map(name -> Map.of("name", name)).toList());
    put(item, "source", source);
    put(item, "tags", tags);
    put(item, "section", section);
    put(item, "publishedAt", publishedAt);
    put(item, "keyEvent", keyEvent ? true : null);
    return item;
  }

  private @Nullable Map<String, Object> kicker() {
    if (kicker == null) {
      if (kickerLink != null) {
        throw new ParameterException(spec.commandLine(), "--kicker-link needs --kicker");
      }
      return null;
    }
    Map<String, Object> kickerWithLink = new LinkedHashMap<>();
    kickerWithLink.put("text", kicker);
    put(kickerWithLink, "link", kickerLink);
    return kickerWithLink;
  }

  /** Puts what is there; absent and empty stay out. */
  static void put(Map<String, Object> object, String field, @Nullable Object value) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      object.put(field, value);
    }
  }
}
