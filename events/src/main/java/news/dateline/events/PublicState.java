package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One record of {@code feed-state}: what readers may see of a feed or an item now, and the change
 * that made it so. Keyed by {@link #key()}, so after compaction the topic holds each feed and item
 * once.
 */
public sealed interface PublicState permits PublicFeed, PublicItem {
  FeedId feed();

  /** Names the numbering {@link #seq()} belongs to. */
  String epoch();

  /** The change's number in its feed, without a hole from 1. */
  long seq();

  /** The record's key: the feed's id for its own record, {@code feed/item} for an item. */
  byte[] key();

  default byte[] value() {
    return Json.write(this);
  }

  /** What happened last. */
  enum Change {
    @JsonProperty("opened")
    OPENED,
    @JsonProperty("revised")
    REVISED,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("published")
    PUBLISHED,
    @JsonProperty("updated")
    UPDATED,
    /** Updated, with another day. */
    @JsonProperty("moved")
    MOVED,
    @JsonProperty("corrected")
    CORRECTED,
    @JsonProperty("retracted")
    RETRACTED,
    @JsonProperty("restored")
    RESTORED,
    @JsonProperty("pinned")
    PINNED,
    @JsonProperty("unpinned")
    UNPINNED,
    @JsonProperty("breaking")
    BREAKING,
    @JsonProperty("breaking-ended")
    BREAKING_ENDED;

    private final String wireName = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    /** The word on the wire. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Reads a record of {@code feed-state}.
   *
   * @throws UnreadableRecordException where it is neither a feed's nor an item's
   */
  static PublicState read(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null || value == null) {
      throw new UnreadableRecordException("no key or no value");
    }
    try {
      boolean ofItem = new String(key, UTF_8).indexOf('/') >= 0;
      return ofItem ? Json.read(value, PublicItem.class) : Json.read(value, PublicFeed.class);
    } catch (JacksonException | InvalidFieldException e) {
      throw new UnreadableRecordException(e.getClass().getSimpleName());
    }
  }
}
