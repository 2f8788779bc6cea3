package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of an item, unique in its feed: {@code [A-Za-z0-9._~-]{1,128}}. */
public record ItemId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ItemId {
    FieldLimits.matching("id", value, FORM);
    // clients and proxies resolve these as path segments
    if (value.equals(".") || value.equals("..")) {
      throw new InvalidFieldException("id", "must not be . or ..");
    }
  }

  /** Returns the text as an id; empty if it is none. */
  public static Optional<ItemId> parse(String text) {
    boolean id = FORM.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    return id ? Optional.of(new ItemId(text)) : Optional.empty();
  }

  /** The key of the item's records on {@code feed-state} and {@code desk-state}. */
  byte[] keyIn(FeedId feed) {
    return (feed.value() + "/" + value).getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return value;
  }
}
