package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The id of an identity: in URLs, as the key on {@code identities}, and as the only thing that
 * {@code news-events} says of the author of an event. {@code [a-z0-9-]{1,64}}.
 */
public record IdentityId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public IdentityId {
    FieldLimits.matching("identity", value, FORM);
  }

  @Override
  public String toString() {
    return value;
  }
}
