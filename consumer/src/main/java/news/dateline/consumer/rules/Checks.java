package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What every act on an item must satisfy. */
record Checks(DecisionBuilder draft) {
  /** How far a clock may be ahead before a publication time counts as the future. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** The item as readers see it, which is there and not retracted. */
  Item present(ItemId id) throws RejectedException {
    Optional<Item> item = draft.item(id);
    if (item.isPresent()) {
      return notRetracted(item.get());
    }
    // on the desk and neither held nor public: withdrawn
    Optional<DeskState> withdrawn = draft.desk(id);
    throw draft.rejected(
        withdrawn.isPresent() ? RejectionReason.RETRACTED : RejectionReason.NO_ITEM,
        withdrawn.map(DeskState::version).orElse(null));
  }

  /** The same, for what cannot be done to a held one. */
  Item unheld(ItemId id) throws RejectedException {
    Optional<DeskState> held = draft.held(id);
    if (held.isPresent()) {
      throw draft.rejected(RejectionReason.HELD, held.get().version());
    }
    return present(id);
  }

  Item notRetracted(Item item) throws RejectedException {
    if (item.retracted()) {
      throw draft.rejected(RejectionReason.RETRACTED, item.version());
    }
    return item;
  }

  void version(int present, @Nullable Integer seen) throws RejectedException {
    if (seen != null && seen != present) {
      throw draft.rejected(RejectionReason.VERSION_CONFLICT, present);
    }
  }

  /**
   * @param version the item's present one; null for a new item
   */
  void label(ItemContent content, @Nullable Integer version) throws RejectedException {
    String label = content.label();
    if (label != null
        && !ItemContent.LABELS.contains(label)
        && !draft.feed().profile().labels().contains(label)) {
      throw draft.rejected(RejectionReason.UNKNOWN_LABEL, version);
    }
  }

  /** That an item is not dated after the moment it is shown. */
  void dated(ItemContent content, Instant shown, @Nullable Integer version)
      throws RejectedException {
    Instant publishedAt = content.publishedAt();
    if (publishedAt != null && publishedAt.isAfter(shown.plus(CLOCK_SKEW))) {
      throw draft.rejected(RejectionReason.PUBLISHED_IN_FUTURE, version);
    }
  }

  /** Whether an item says all of it already. */
  static boolean says(Item item, ItemContent content) {
    Instant publishedAt = content.publishedAt();
    return content.withoutTimes().equals(item.content())
        && (publishedAt == null || publishedAt.equals(item.publishedAt()));
  }
}
