package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The id of a feed, in URLs and as the key on the topics: {@code [a-z0-9-]{1,64}}. */
public record FeedId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public FeedId {
    FieldLimits.matching("feed", value, FORM);
  }

  @Override
  public String toString() {
    return value;
  }
}
