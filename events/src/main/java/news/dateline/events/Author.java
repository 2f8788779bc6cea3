package news.dateline.events;

import org.jspecify.annotations.Nullable;

/**
 * An author of an item.
 *
 * @param name 1 to 200 characters, one line
 * @param url an absolute http or https URL
 */
public record Author(@Limit(max = 200) String name, @Limit(max = 2_000) @Nullable String url) {
  public Author {
    name = FieldLimits.line("name", name);
    url = FieldLimits.optionalLink("url", url);
  }
}
