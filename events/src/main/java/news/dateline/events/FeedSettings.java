package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a feed, which an editor gives when opening or revising it.
 *
 * @param title 1 to 300 characters, one line
 * @param language BCP 47; {@code en} unless given
 * @param timeZone the IANA zone in which the day of an item is computed; never changes; {@code UTC}
 *     unless given
 * @param labels the labels that this feed has beside {@link ItemContent#LABELS}
 * @param access the clients that may read the feed; null in an event that leaves this as it is
 * @param origins the web sites whose pages may read the feed in a browser; empty: all
 * @param presentation how pages show the items; null in an event that leaves this as it is, and in
 *     a feed with {@link Presentation#HEADLINES}
 * @param holdFor seconds for which a new item can be stopped before it is public; null: none
 */
public record FeedSettings(
    @Limit(max = 300) String title,
    @Limit(max = 35) String language,
    String timeZone,
    @Limit(max = 32) List<String> labels,
    @Nullable Access access,
    // absent if empty, so that records from before this field existed are written as they were
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Limit(max = 32) List<Origin> origins,
    @Nullable Presentation presentation,
    @Limit(min = 1, max = 30) @Nullable Integer holdFor) {
  // regions only: an offset has no rules for summer time
  private static final Set<String> REGIONS = Set.copyOf(ZoneId.getAvailableZoneIds());
  static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,32}");

  public FeedSettings {
    title = FieldLimits.line("title", title);
    language = language == null ? "en" : FieldLimits.language("language", language);
    timeZone = timeZone == null ? "UTC" : zone(timeZone);
    labels = FieldLimits.list("labels", labels);
    labels.forEach(label -> FieldLimits.matching("labels", label, LABEL));
    origins = Origin.list("origins", origins);
  }

  /** The clients that may read a feed: all, or partners with a token for it. */
  public enum Access {
    @JsonProperty("public")
    PUBLIC,
    @JsonProperty("partner")
    PARTNER
  }

  /** How a feed's pages show its items. */
  public enum Presentation {
    /** A headline and a lead for each item, with a link to the rest. */
    @JsonProperty("headlines")
    HEADLINES,
    /** Whole items, one below the other. */
    @JsonProperty("live-blog")
    LIVE_BLOG
  }

  public Presentation presentationOrDefault() {
    return presentation == null ? Presentation.HEADLINES : presentation;
  }

  /** Returns the same settings, with this access if they name none. */
  public FeedSettings accessOr(@Nullable Access present) {
    return access == null
        ? new FeedSettings(
            title, language, timeZone, labels, present, origins, presentation, holdFor)
        : this;
  }

  /**
   * Returns the same settings, with this presentation if they name none. Headlines are left out.
   */
  public FeedSettings presentationOr(@Nullable Presentation present) {
    Presentation chosen = presentation == null ? present : presentation;
    // as in records from before this field existed
    Presentation stored = chosen == Presentation.HEADLINES ? null : chosen;
    return new FeedSettings(title, language, timeZone, labels, access, origins, stored, holdFor);
  }

  public ZoneId zone() {
    return ZoneId.of(timeZone);
  }

  private static String zone(String timeZone) {
    if (REGIONS.contains(timeZone)) {
      return ZoneId.of(timeZone).getId();
    }
    throw new InvalidFieldException("timeZone", "is not an IANA time zone such as Europe/Kyiv");
  }
}
