package news.dateline.events;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote an item.
 *
 * @param name 1 to 200 characters, one line
 */
public record Author(@Limit(max = 200) String name, @Limit(max = 2_000) @Nullable String url) {
  public Author {
    name = FieldLimits.line("name", name);
    url = FieldLimits.optionalLink("url", url);
  }
}
