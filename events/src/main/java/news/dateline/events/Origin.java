package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An origin as in the header {@code Origin} (RFC 6454): scheme, host, and a port that is not the
 * default.
 */
public record Origin(@JsonValue @Limit(max = 300) String value) {
  private static final Map<String, Integer> USUAL = Map.of("http", 80, "https", 443);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Origin {
    value = exact(FieldLimits.line("origins", value).toLowerCase(Locale.ROOT));
  }

  /** Returns the origins without duplicates. */
  static List<Origin> list(String field, @Nullable List<Origin> origins) {
    return FieldLimits.list(field, origins).stream().distinct().toList();
  }

  private static String exact(String text) {
    try {
      URI uri = new URI(text);
      Integer usual = USUAL.get(String.valueOf(uri.getScheme()));
      String site = uri.getScheme() + "://" + uri.getHost();
      String full = uri.getPort() < 0 ? site : site + ":" + uri.getPort();
      if (usual != null && uri.getHost() != null && text.equals(full) && uri.getPort() < 65_536) {
        return usual == uri.getPort() ? site : full;
      }
    } catch (URISyntaxException e) {
      // refused below, with a message for the client
    }
    throw new InvalidFieldException("origins", "has an entry that is not like https://example.com");
  }

  @Override
  public String toString() {
    return value;
  }
}
