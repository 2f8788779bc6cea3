package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One record of {@code feed-state}: what readers may see of a feed or an item now, and the change
 * that made it so. Keyed by {@link #key()}, so after compaction the topic holds each feed and item
 * once.
 */
public sealed interface PublicState {
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
   * The feed itself.
   *
   * @param status {@code open} as long as the feed takes new items
   */
  record OfFeed(
      FeedId feed,
      String epoch,
      long seq,
      Change change,
      Status status,
      FeedProfile profile,
      Instant openedAt)
      implements PublicState {
    public OfFeed {
      Limits.present("feed", feed);
      Limits.present("epoch", epoch);
      Limits.present("change", change);
      Limits.present("profile", profile);
      Limits.present("openedAt", openedAt);
    }

    @Override
    public byte[] key() {
      return feed.value().getBytes(UTF_8);
    }

    /** Whether the feed takes new items. */
    public enum Status {
      @JsonProperty("open")
      OPEN,
      /** Takes corrections and retractions only. */
      @JsonProperty("closed")
      CLOSED
    }
  }

  /** One item of the feed. */
  record OfItem(FeedId feed, String epoch, Change change, Item item) implements PublicState {
    public OfItem {
      Limits.present("feed", feed);
      Limits.present("epoch", epoch);
      Limits.present("change", change);
      Limits.present("item", item);
    }

    @Override
    public long seq() {
      return item.seq();
    }

    @Override
    public byte[] key() {
      return item.id().keyIn(feed);
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
      return ofItem ? Json.read(value, OfItem.class) : Json.read(value, OfFeed.class);
    } catch (JacksonException | InvalidFieldException e) {
      throw new UnreadableRecordException(e.getClass().getSimpleName());
    }
  }
}
