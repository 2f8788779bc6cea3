package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Breaking.Planned;
import org.jspecify.annotations.Nullable;

/** The payload of an event on {@code news-events}. Its class determines the {@link EventType}. */
public sealed interface NewsEvent {

  /**
   * Opens the feed, or revises an open one. Without {@code access} a revision keeps the present
   * one, and a new feed is public, so that only an event that says so opens a feed to the public.
   */
  record FeedDefined(FeedSettings profile) implements NewsEvent {
    public FeedDefined {
      FieldLimits.requirePresent("profile", profile);
    }
  }

  /** Closes the feed, which then takes only corrections and retractions. */
  record FeedClosed() implements NewsEvent {}

  /** Unpins the pinned item of the feed. */
  record PinRemoved() implements NewsEvent {}

  /**
   * Appended by the consumer when a timer is due. The timestamp of the record fires the timer, so
   * that a replay of the log decides the same.
   */
  record TimerDue(Instant due) implements NewsEvent {
    public TimerDue {
      FieldLimits.requirePresent("due", due);
    }
  }

  /** An event on one item. */
  sealed interface ItemEvent extends NewsEvent {
    ItemId id();
  }

  /** An event of an import. */
  sealed interface ImportEvent extends ItemEvent {
    @Nullable String source();

    @Nullable Long generation();
  }

  /**
   * Publishes a new item.
   *
   * @param breaking null if the item is not breaking news from the start
   * @param holdFor seconds after the record's timestamp for which the item is held, so that it can
   *     be withdrawn before anyone reads it; null: not at all
   */
  record ItemPublished(
      ItemId id,
      ItemContent item,
      @Nullable Planned breaking,
      @Limit(min = 1, max = 30) @Nullable Integer holdFor)
      implements ItemEvent {
    public ItemPublished {
      FieldLimits.requirePresent("id", id);
      FieldLimits.requirePresent("item", item);
    }

    /** Returns the same event, whose item can be withdrawn for so many seconds. */
    public ItemPublished heldFor(@Nullable Integer seconds) {
      return new ItemPublished(id, item, breaking, seconds);
    }

    /** Publishes an item at once and not as breaking news. */
    public ItemPublished(ItemId id, ItemContent item) {
      this(id, item, null, null);
    }
  }

  /**
   * Replaces the content of an item.
   *
   * @param ifVersion the version that the editor saw; null: any
   * @param minor true if the item is not to be marked as updated, as after a typo
   */
  record ItemUpdated(ItemId id, ItemContent item, @Nullable Integer ifVersion, boolean minor)
      implements ItemEvent {
    public ItemUpdated {
      FieldLimits.requirePresent("id", id);
      FieldLimits.requirePresent("item", item);
    }
  }

  /**
   * Publishes an item of another source, or replaces its content if that has changed.
   *
   * @param id the first id that the item may get
   * @param updatedAt when the source last changed the item. It is also the time of the publication
   *     if the source dates changes only. For an item without one it is the time that the source
   *     declares for the publication, which is ahead of the clock
   * @param source the name of the source, empty if its document names none; null: id alone decides
   * @param guid the item's id in the source
   * @param digest digest of the item as the source wrote it
   * @param ids all ids that the item may have, in order of preference
   * @param overwrite true if the item replaces what an editor wrote; null: false
   * @param generation of {@link PolledSource}; null if the source is not polled
   */
  record ItemImported(
      ItemId id,
      ItemContent item,
      @Nullable Instant updatedAt,
      @Nullable String source,
      @Nullable String guid,
      @Nullable String digest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ItemId> ids,
      @Nullable Boolean overwrite,
      @Nullable Long generation)
      implements ImportEvent {
    public ItemImported {
      FieldLimits.requirePresent("id", id);
      FieldLimits.requirePresent("item", item);
      FieldLimits.requireYearInRange("updatedAt", updatedAt);
      ids = FieldLimits.list("ids", ids);
      if (source != null) {
        FieldLimits.requirePresent("guid", guid);
        FieldLimits.requirePresent("digest", digest);
      }
      overwrite = Boolean.TRUE.equals(overwrite) ? true : null;
    }

    /** An event that names no source. */
    public ItemImported(ItemId id, ItemContent item, @Nullable Instant updatedAt) {
      this(id, item, updatedAt, null, null, null, List.of(), null, null);
    }
  }

  /**
   * Retracts the item of this guid that was imported from this source, which deleted it.
   *
   * @param id the first id that the item may have
   * @param source the name of the source, empty if its document names none
   * @param ids all ids that the item may have
   * @param reason public, 1 to 500 characters
   * @param overwrite true to retract the item also if an editor changed it; null: false
   * @param generation of {@link PolledSource}; null if the source is not polled
   */
  record ItemDeletedAtSource(
      ItemId id,
      String source,
      String guid,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ItemId> ids,
      @Limit(max = 500) String reason,
      @Nullable Boolean overwrite,
      @Nullable Long generation)
      implements ImportEvent {
    public ItemDeletedAtSource {
      FieldLimits.requirePresent("id", id);
      FieldLimits.requirePresent("source", source);
      FieldLimits.requirePresent("guid", guid);
      ids = FieldLimits.list("ids", ids);
      reason = FieldLimits.line("reason", reason);
      overwrite = Boolean.TRUE.equals(overwrite) ? true : null;
    }
  }

  /**
   * Retracts an item. A held item is withdrawn before it was public.
   *
   * @param reason public, 1 to 500 characters
   */
  record ItemRetracted(ItemId id, @Limit(max = 500) String reason, @Nullable Integer ifVersion)
      implements ItemEvent {
    public ItemRetracted {
      FieldLimits.requirePresent("id", id);
      reason = FieldLimits.line("reason", reason);
    }
  }

  /**
   * Corrects an item: replaces its content and adds a public note.
   *
   * @param note what was wrong, public, 1 to 1,000 characters
   */
  record ItemCorrected(
      ItemId id, @Limit(max = 1_000) String note, ItemContent item, @Nullable Integer ifVersion)
      implements ItemEvent {
    public ItemCorrected {
      FieldLimits.requirePresent("id", id);
      note = FieldLimits.line("note", note);
      FieldLimits.requirePresent("item", item);
    }
  }

  /** Publishes a retracted item again, with new content. */
  record ItemRestored(ItemId id, ItemContent item, @Nullable Integer ifVersion)
      implements ItemEvent {
    public ItemRestored {
      FieldLimits.requirePresent("id", id);
      FieldLimits.requirePresent("item", item);
    }
  }

  /** Publishes a submitted item, or holds it until its embargo ends. */
  record ItemReleased(ItemId id, @Nullable Integer ifVersion) implements ItemEvent {
    public ItemReleased {
      FieldLimits.requirePresent("id", id);
    }
  }

  /**
   * Returns a submitted item to its author.
   *
   * @param note what the author should change, for the desk only, 1 to 1,000 characters
   */
  record ItemReturned(ItemId id, @Limit(max = 1_000) String note, @Nullable Integer ifVersion)
      implements ItemEvent {
    public ItemReturned {
      FieldLimits.requirePresent("id", id);
      note = FieldLimits.text("note", note);
    }
  }

  /** Pins the item and unpins the one that was pinned. */
  record ItemPinned(ItemId id) implements ItemEvent {
    public ItemPinned {
      FieldLimits.requirePresent("id", id);
    }
  }

  /**
   * Marks the item as breaking news.
   *
   * @param until when the mark ends by itself; null: an hour after the record's timestamp
   */
  record BreakingStarted(ItemId id, Breaking.Level level, @Nullable Instant until)
      implements ItemEvent {
    public BreakingStarted {
      FieldLimits.requirePresent("id", id);
      FieldLimits.requirePresent("level", level);
      until = FieldLimits.optionalInstant("until", until);
    }
  }

  /** Ends the breaking news of the item. */
  record BreakingEnded(ItemId id) implements ItemEvent {
    public BreakingEnded {
      FieldLimits.requirePresent("id", id);
    }
  }
}
