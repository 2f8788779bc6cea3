package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The id of an event, the same for every retry of a request: {@code [A-Za-z0-9._:-]{1,64}}. */
public record EventId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EventId {
    FieldLimits.matching("eventId", value, FORM);
  }

  @Override
  public String toString() {
    return value;
  }
}
