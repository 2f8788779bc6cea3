package news.dateline.testbed.verify.violation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A violation of a guarantee.
 *
 * @param witness the subscriber or source that showed the violation
 * @param seq the number of the change; 0 if it is about none
 * @param item the item's id; null if it is about none
 */
public record Violation(Kind kind, String witness, long seq, @Nullable String item, String what) {

  public enum Kind {
    /** A subscriber received neither a change nor a newer one of the item in its place. */
    MISSED,
    DOUBLED,
    /** A change came behind the cursor: a reconnect in between would have lost it. */
    REORDERED,
    /** An item was shown before the end of its embargo. */
    EARLY,
    /** Content of a retracted or withdrawn item is still shown. */
    LEAKED,
    /** A subscriber received an item that its filter excludes. */
    UNASKED,
    RESET,
    /** A stream begins elsewhere than asked, or its ids are inconsistent. */
    POSITION,
    /** Two sources state different things about the same change. */
    DISAGREEMENT,
    /** The feed is not what the operations result in. */
    WRONG,
    /** An operation has no outcome, or not the one that the rules demand. */
    OUTCOME,
    /** A subscriber that read all the time received no byte within the limit. */
    SILENT,
    /** The stream breaks the format of the contract. */
    MALFORMED,
    /** A stream got an answer after which an EventSource does not reconnect. */
    REFUSED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public String line() {
    return "%s: %s%s%s: %s"
        .formatted(
            kind.word(),
            witness,
            seq == 0 ? "" : ", seq " + seq,
            item == null ? "" : ", item " + item,
            what);
  }
}
