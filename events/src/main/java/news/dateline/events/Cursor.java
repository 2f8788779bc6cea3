package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the changes of a feed, written {@code epoch-seq}: the client has seen every change
 * up to {@code seq}.
 *
 * @param epoch the name of the numbering, {@code [a-z0-9]{4,16}}
 * @param seq 0 before the first change
 */
public record Cursor(String epoch, long seq) {
  private static final Pattern EPOCH = Pattern.compile("[a-z0-9]{4,16}");
  private static final Pattern FORM = Pattern.compile("([a-z0-9]{4,16})-(0|[1-9][0-9]{0,17})");

  public Cursor {
    check(epoch, seq);
  }

  static void check(String epoch, long seq) {
    FieldLimits.matching("epoch", epoch, EPOCH);
    if (seq < 0) {
      throw new InvalidFieldException("seq", "is negative");
    }
  }

  /**
   * Parses {@code epoch-seq}.
   *
   * @param field the name of the field in an {@link InvalidFieldException}
   */
  public static Cursor parse(String field, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidFieldException(field, "is not <epoch>-<seq>");
    }
    return new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Cursor parse(String text) {
    return parse("cursor", text);
  }

  @JsonValue
  @Override
  public String toString() {
    return epoch + "-" + seq;
  }
}
