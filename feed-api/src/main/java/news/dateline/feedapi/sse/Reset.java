package news.dateline.feedapi.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import news.dateline.events.FeedId;

/**
 * Tells a reader that its cursor leads nowhere: it must load the snapshot again.
 *
 * @param snapshot the snapshot's path
 */
public record Reset(Reason reason, String snapshot) {

  /** Why a cursor leads nowhere. */
  public enum Reason {
    /** Not a cursor at all. */
    @JsonProperty("malformed-cursor")
    MALFORMED_CURSOR,
    /** The feed is numbered anew since, or the cursor is another feed's. */
    @JsonProperty("unknown-epoch")
    UNKNOWN_EPOCH,
    /** Further than this replica has come in the time it may take. */
    @JsonProperty("ahead")
    AHEAD
  }

  public static Reset of(FeedId feed, Reason reason) {
    return new Reset(reason, "/feeds/" + feed);
  }
}
