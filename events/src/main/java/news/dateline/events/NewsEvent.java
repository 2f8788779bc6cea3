package news.dateline.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an editor did, as {@code news-events} keeps it. The class decides the CloudEvents type,
 * {@link EventType}; the record is the JSON data.
 */
public sealed interface NewsEvent {

  /** Opens the feed, or revises an open one. */
  record FeedDefined(FeedSettings profile) implements NewsEvent {}

  /** Ends the feed: from here on it takes corrections and retractions only. */
  record FeedClosed() implements NewsEvent {}

  /** Takes the pin off whichever item has it. */
  record PinRemoved() implements NewsEvent {}

  /**
   * Written by the consumer when its clock finds a timer due: the record's time is what fires it,
   * so that a replay of the log decides the same.
   */
  record TimerDue(Instant due) implements NewsEvent {
    public TimerDue {
      FieldLimits.present("due", due);
    }
  }

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
   * Takes an item back for good; a held one, before anyone has seen it.
   *
   * @param reason public, 1 to 500 characters
   */
  record ItemRetracted(ItemId id, @Limit(max = 500) String reason, @Nullable Integer ifVersion)
      implements ItemEvent {
    public ItemRetracted {
      reason = FieldLimits.line("reason", reason);
    }
  }

  /**
   * New content that sets something right.
   *
   * @param note what was wrong, for everyone, 1 to 1,000 characters
   */
  record ItemCorrected(
      ItemId id, @Limit(max = 1_000) String note, ItemContent item, @Nullable Integer ifVersion)
      implements ItemEvent {
    public ItemCorrected {
      note = FieldLimits.line("note", note);
    }
  }

  /** Brings a retracted item back, with the content it has from here on. */
  record ItemRestored(ItemId id, ItemContent item, @Nullable Integer ifVersion)
      implements ItemEvent {}

  /** Puts the item on top of the feed, instead of whichever is there. */
  record ItemPinned(ItemId id) implements ItemEvent {}

  /**
   * Makes the item breaking news.
   *
   * @param until when that ends by itself; null: an hour after the record
   */
  record BreakingStarted(ItemId id, Breaking.Level level, @Nullable Instant until)
      implements ItemEvent {
    public BreakingStarted {
      FieldLimits.present("level", level);
      until = FieldLimits.optionalInstant("until", until);
    }
  }

  /** The item is not breaking news any more. */
  record BreakingEnded(ItemId id) implements ItemEvent {}
}
