package news.dateline.testbed.verify.violation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must not be.
 *
 * @param witness who saw it: a subscriber, or what was asked
 * @param seq the change it is about; 0 where it is about none
 * @param item the item it is about; null where it is about none
 */
public record Violation(Kind kind, String witness, long seq, @Nullable String item, String what) {

  /** What can go wrong. */
  public enum Kind {
    /** A subscriber never learned of a change, nor of a newer one of that item. */
    @JsonProperty("missed")
    MISSED,
    @JsonProperty("doubled")
    DOUBLED,
    /** A change came behind the cursor, so a drop in between would have lost it. */
    @JsonProperty("reordered")
    REORDERED,
    /** Before the end of an embargo. */
    @JsonProperty("early")
    EARLY,
    /** Content of a retracted or withdrawn item is still given. */
    @JsonProperty("leaked")
    LEAKED,
    /** Told to a subscriber whose filter excludes it. */
    @JsonProperty("unasked")
    UNASKED,
    /** A reset although the numbering is the same. */
    @JsonProperty("reset")
    RESET,
    /** Not the position a subscriber came with, or another numbering. */
    @JsonProperty("position")
    POSITION,
    /** Two answers say different things about the same change. */
    @JsonProperty("disagreement")
    DISAGREEMENT,
    /** Not what the editors did. */
    @JsonProperty("wrong")
    WRONG,
    /** An act whose outcome never came, or was not what the rules say. */
    @JsonProperty("outcome")
    OUTCOME,
    /** Nothing came for as long as is allowed to one who read all the time. */
    @JsonProperty("silent")
    SILENT,
    /** Not the form the contract has. */
    @JsonProperty("malformed")
    MALFORMED,
    /** An answer after which an EventSource never comes back. */
    @JsonProperty("refused")
    REFUSED
  }

  public String line() {
    return "%s: %s%s%s: %s"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            witness,
            seq == 0 ? "" : ", seq " + seq,
            item == null ? "" : ", item " + item,
            what);
  }
}
