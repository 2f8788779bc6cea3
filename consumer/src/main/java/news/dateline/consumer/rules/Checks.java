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
record Checks(DecisionBuilder builder) {
  /** How far a clock may be ahead before a publication time counts as the future. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** The item as readers see it, which is there and not retracted. */
  Item requirePublished(ItemId id) throws RejectedException {
    Optional<Item> item = builder.item(id);
    if (item.isPresent()) {
      return requireNotRetracted(item.get());
    }
    // on the desk and neither held nor public: withdrawn
    Optional<DeskState> withdrawn = builder.deskState(id);
    throw builder.rejected(
        withdrawn.isPresent() ? RejectionReason.RETRACTED : RejectionReason.NO_ITEM,
        withdrawn.map(DeskState::version).orElse(null));
  }

  /** The same, for what cannot be done to a held one. */
  Item requireNotHeld(ItemId id) throws RejectedException {
    Optional<DeskState> held = builder.heldState(id);
    if (held.isPresent()) {
      throw builder.rejected(RejectionReason.HELD, held.get().version());
    }
    return requirePublished(id);
  }

  Item requireNotRetracted(Item item) throws RejectedException {
    if (item.retracted()) {
      throw builder.rejected(RejectionReason.RETRACTED, item.version());
    }
    return item;
  }

  void requireVersion(int present, @Nullable Integer seen) throws RejectedException {
    if (seen != null && seen != present) {
      throw builder.rejected(RejectionReason.VERSION_CONFLICT, present);
    }
  }

  /**
   * @param version the item's present one; null for a new item
   */
  void requireKnownLabel(ItemContent content, @Nullable Integer version) throws RejectedException {
    String label = content.label();
    if (label != null
        && !ItemContent.LABELS.contains(label)
        && !builder.feed().profile().labels().contains(label)) {
      throw builder.rejected(RejectionReason.UNKNOWN_LABEL, version);
    }
  }

  /** That an item is not dated after the moment it is shown. */
  void requireNotInFuture(ItemContent content, Instant shown, @Nullable Integer version)
      throws RejectedException {
    Instant publishedAt = content.publishedAt();
    if (publishedAt != null && publishedAt.isAfter(shown.plus(CLOCK_SKEW))) {
      throw builder.rejected(RejectionReason.PUBLISHED_IN_FUTURE, version);
    }
  }

  /** Whether an item says all of it already. */
  static boolean sameContent(Item item, ItemContent content) {
    Instant publishedAt = content.publishedAt();
    return content.withoutTimes().equals(item.content())
        && (publishedAt == null || publishedAt.equals(item.publishedAt()));
  }
}
