package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code feed-state}: the public state of a feed or an item and the change that led to
 * it. Keyed by {@link #key()}, so that compaction keeps the newest record of each feed and item.
 */
public sealed interface PublicState permits PublicFeed, PublicItem {
  FeedId feed();

  /** Returns the epoch in which {@link #seq()} counts. */
  String epoch();

  /** Returns the number of the change in its feed: 1, 2, 3 and so on without a gap. */
  long seq();

  /** Returns the key of the record: {@code feed} or {@code feed/item}. */
  byte[] key();

  default byte[] value() {
    return Json.write(this);
  }

  /** The kind of a change. */
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
    /** The item was updated and is now under another day. */
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

    /** Returns the name in JSON. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Reads a record of {@code feed-state}.
   *
   * @throws UnreadableRecordException if the record is neither of a feed nor of an item, or has the
   *     key of another
   */
  static PublicState read(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null) {
      throw new UnreadableRecordException("no key");
    }
    boolean ofItem = new String(key, UTF_8).indexOf('/') >= 0;
    PublicState state =
        ofItem
            ? Json.readRecord(value, PublicItem.class)
            : Json.readRecord(value, PublicFeed.class);
    if (!Arrays.equals(key, state.key())) {
      throw new UnreadableRecordException("the key is that of another record");
    }
    return state;
  }
}
