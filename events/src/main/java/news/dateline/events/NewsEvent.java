package news.dateline.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an editor did, as {@code news-events} keeps it. The class decides the CloudEvents type,
 * {@link EventType}; the record is the JSON data.
 */
public sealed interface NewsEvent {

  /** Opens the feed, or revises an open one. */
  record FeedDefined(FeedProfile profile) implements NewsEvent {}

  /** An act on one item. */
  sealed interface ItemEvent extends NewsEvent {
    ItemId id();
  }

  /** A new item. */
  record ItemPublished(ItemId id, ItemContent item) implements ItemEvent {}

  /**
   * New content of an item.
   *
   * @param ifVersion the version the editor saw; null: the last write wins
   * @param minor a typo: a new version without the label Updated
   */
  record ItemUpdated(ItemId id, ItemContent item, @Nullable Integer ifVersion, boolean minor)
      implements ItemEvent {}

  /**
   * An item as an outside source has it: new here, changed, or what we have already.
   *
   * @param updatedAt the source's own time of its last change
   */
  record ItemImported(ItemId id, ItemContent item, @Nullable Instant updatedAt)
      implements ItemEvent {}

  /**
   * Takes an item back for good.
   *
   * @param reason public, 1 to 500 characters
   */
  record ItemRetracted(ItemId id, String reason, @Nullable Integer ifVersion) implements ItemEvent {
    public ItemRetracted {
      reason = Limits.line("reason", reason, 500);
    }
  }
}
