package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of an item. An update replaces it as a whole. Only the title is required. Immutable.
 *
 * @param title plain text, one line
 * @param kicker the series above the title
 * @param label one of {@link #LABELS} or a label of the feed
 * @param lead plain text
 * @param body HTML, sanitized by the producer
 * @param link address of the full story
 * @param source name of the source the item is credited to
 * @param language BCP 47 tag if it differs from the feed's language
 * @param publishedAt the time by which the item is ordered. If null, the record's time for a new
 *     item; unchanged by an update
 * @param embargoedUntil the item is public from then on; at once if null or past. Always null in a
 *     public item
 * @param keyEvent true if the item is part of the feed's summary, otherwise null
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

  /** The labels of every feed. */
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

  /** Returns content that has only a title. */
  public static ItemContent titled(String title) {
    return new ItemContent(
        title, null, null, null, null, null, null, List.of(), null, List.of(), null, null, null,
        null, null);
  }

  public ItemContent withTimes(@Nullable Instant published, @Nullable Instant embargoed) {
    return copy(label, body, image, published, embargoed);
  }

  public ItemContent withoutTimes() {
    return publishedAt == null && embargoedUntil == null ? this : withTimes(null, null);
  }

  /**
   * Returns this content with the times of the held content where this content has none: leaving
   * out {@code embargoedUntil} must not lift the embargo.
   */
  public ItemContent withTimesOf(ItemContent held) {
    return withTimes(
        publishedAt == null ? held.publishedAt() : publishedAt,
        embargoedUntil == null ? held.embargoedUntil() : embargoedUntil);
  }

  /** Returns the end of the embargo, or {@code now} if there is none or it is over. */
  public Instant releaseFrom(Instant now) {
    return embargoedUntil != null && embargoedUntil.isAfter(now) ? embargoedUntil : now;
  }

  public ItemContent withBody(@Nullable String html) {
    return copy(label, html, image, publishedAt, embargoedUntil);
  }

  public ItemContent withImage(@Nullable Image picture) {
    return copy(label, body, picture, publishedAt, embargoedUntil);
  }

  public ItemContent withLabel(@Nullable String newLabel) {
    return copy(newLabel, body, image, publishedAt, embargoedUntil);
  }

  private ItemContent copy(
      @Nullable String name,
      @Nullable String html,
      @Nullable Image picture,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new ItemContent(
        title, kicker, name, lead, html, link, picture, authors, source, tags, section, language,
        from, to, keyEvent);
  }
}
