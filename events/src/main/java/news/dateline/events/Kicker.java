package news.dateline.events;

import org.jspecify.annotations.Nullable;

/**
 * The series an item belongs to, shown above its title.
 *
 * @param text 1 to 200 characters, one line
 * @param link the page of the series
 */
public record Kicker(@Limit(max = 200) String text, @Limit(max = 2_000) @Nullable String link) {
  public Kicker {
    text = FieldLimits.line("text", text);
    link = FieldLimits.optionalLink("link", link);
  }
}
