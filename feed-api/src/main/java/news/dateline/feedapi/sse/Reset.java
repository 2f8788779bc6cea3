package news.dateline.feedapi.sse;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import news.dateline.events.FeedId;

/**
 * Tells a client that its cursor cannot be resumed: it must load the snapshot again.
 *
 * @param snapshot path of the feed's snapshot
 */
public record Reset(Reason reason, String snapshot) {

  /** Why a cursor cannot be resumed. */
  public enum Reason {
    /** The text is not a cursor. */
    MALFORMED_CURSOR,
    /** The feed has been renumbered since, or the cursor belongs to another feed. */
    UNKNOWN_EPOCH,
    /** The cursor is newer than what this replica has read within the time limit. */
    AHEAD;

    /** Returns the word that is sent. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Reset of(FeedId feed, Reason reason) {
    return new Reset(reason, "/feeds/" + feed);
  }
}
