package news.dateline.events;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote an item.
 *
 * @param name 1 to 200 characters, one line
 */
public record Author(String name, @Nullable String url) {
  public Author {
    name = FieldLimits.line("name", name, 200);
    url = FieldLimits.optionalLink("url", url);
  }
}
