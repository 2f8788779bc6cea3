package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an item says: always whole, never a patch. Only the title is required.
 *
 * @param title plain text, 1 to 300 characters, one line
 * @param kicker the running series above the title
 * @param label one of {@link #LABELS} or of the feed's own
 * @param lead plain text, at most 20,000 characters
 * @param body a small subset of HTML, sanitised where it came in; at most 200,000 characters
 * @param link where the full story is
 * @param source whom the story is credited to
 * @param tags at most 32
 * @param language BCP 47, where it is not the feed's
 * @param publishedAt the time the item shows and is ordered by; null: the record's time for a new
 *     item, unchanged in an update
 * @param embargoedUntil nobody but editors sees the item before; null or past: it is public at
 *     once. Never part of a public item
 * @param keyEvent whether the item is one of the moments the feed is summed up by
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ItemContent(
    @Limit(max = 300) String title,
    @Nullable Kicker kicker,
    @Nullable String label,
    @Limit(max = 20_000) @Nullable String lead,
    @Limit(max = 200_000) @Nullable String body,
    @Limit(max = 2_000) @Nullable String link,
    @Nullable Image image,
    @Limit(max = 32) List<Author> authors,
    @Limit(max = 200) @Nullable String source,
    @Limit(max = 32, each = 64) List<String> tags,
    @Limit(max = 100) @Nullable String section,
    @Limit(max = 35) @Nullable String language,
    @Nullable Instant publishedAt,
    @Nullable Instant embargoedUntil,
    @Nullable Boolean keyEvent) {

  /** The labels every feed knows. */
  public static final Set<String> LABELS =
      Set.of("exclusive", "opinion", "review", "analysis", "live");

  public ItemContent {
    title = FieldLimits.line("title", title);
    label = label == null ? null : FieldLimits.matching("label", label, FeedSettings.LABEL);
    lead = FieldLimits.optionalText("lead", lead);
    body = FieldLimits.optionalText("body", body);
    link = FieldLimits.optionalLink("link", link);
    authors = FieldLimits.list("authors", authors);
    source = FieldLimits.optionalLine("source", source);
    tags = FieldLimits.list("tags", tags);
    tags = tags.stream().map(tag -> FieldLimits.line("tags", tag)).distinct().toList();
    section = FieldLimits.optionalLine("section", section);
    language = language == null ? null : FieldLimits.language("language", language);
    publishedAt = FieldLimits.optionalInstant("publishedAt", publishedAt);
    embargoedUntil = FieldLimits.optionalInstant("embargoedUntil", embargoedUntil);
    keyEvent = Objects.equals(keyEvent, true) ? true : null;
  }

  /** An item with nothing but a title. */
  public static ItemContent titled(String title) {
    return new ItemContent(
        title, null, null, null, null, null, null, List.of(), null, List.of(), null, null, null,
        null, null);
  }

  /** The same with other times. */
  public ItemContent timed(@Nullable Instant published, @Nullable Instant embargoed) {
    return new ItemContent(
        title, kicker, label, lead, body, link, image, authors, source, tags, section, language,
        published, embargoed, keyEvent);
  }

  /** What the item says, apart from when. */
  public ItemContent withoutTimes() {
    return publishedAt == null && embargoedUntil == null ? this : timed(null, null);
  }

  public ItemContent withBody(@Nullable String html) {
    return new ItemContent(
        title,
        kicker,
        label,
        lead,
        html,
        link,
        image,
        authors,
        source,
        tags,
        section,
        language,
        publishedAt,
        embargoedUntil,
        keyEvent);
  }

  public ItemContent withLabel(@Nullable String newLabel) {
    return new ItemContent(
        title,
        kicker,
        newLabel,
        lead,
        body,
        link,
        image,
        authors,
        source,
        tags,
        section,
        language,
        publishedAt,
        embargoedUntil,
        keyEvent);
  }
}
