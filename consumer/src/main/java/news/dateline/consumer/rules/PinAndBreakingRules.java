package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.Breaking;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;

/**
 * Rules for the pin and for breaking news. Both make changes but no versions, so they never cause a
 * version conflict for an editor who is writing.
 */
record PinAndBreakingRules(DecisionBuilder builder) {
  private static final Duration DEFAULT_BREAKING = Duration.ofHours(1);
  private static final Duration MAX_BREAKING = Duration.ofDays(7);

  /** Moves the pin of the feed to the item. Returns false if the item has it already. */
  boolean pin(Item item) {
    if (item.hasPin()) {
      return false;
    }
    builder.pinnedItem().ifPresent(this::unpin);
    builder.changeItem(Change.PINNED, seq -> item.withPinned(true, seq));
    return true;
  }

  Decision unpin(LoggedEvent logged) {
    Optional<Item> pinned = builder.pinnedItem();
    pinned.ifPresent(this::unpin);
    return builder.decision(
        logged,
        pinned.isPresent() ? Outcome.Status.ACCEPTED : Outcome.Status.UNCHANGED,
        pinned.map(Item::id).orElse(null),
        pinned.map(Item::version).orElse(null));
  }

  private Item unpin(Item item) {
    return builder.changeItem(Change.UNPINNED, seq -> item.withPinned(false, seq));
  }

  /** Returns false if the item has this breaking news already. */
  boolean startBreaking(Item item, BreakingStarted event) throws RejectedException {
    Instant now = builder.now();
    Instant until = Objects.requireNonNullElse(event.until(), now.plus(DEFAULT_BREAKING));
    if (!until.isAfter(now) || until.isAfter(now.plus(MAX_BREAKING))) {
      throw builder.rejected(RejectionReason.UNTIL_OUT_OF_RANGE, item.version());
    }
    Breaking breaking = new Breaking(event.level(), until);
    if (breaking.equals(item.breaking())) {
      return false;
    }
    builder.changeItem(Change.BREAKING, seq -> item.withBreaking(breaking, seq));
    return true;
  }

  /** Returns false if the item is not breaking news. */
  boolean endBreaking(ItemId id) {
    Optional<Item> breaking = builder.item(id).filter(item -> item.breaking() != null);
    breaking.ifPresent(this::endBreaking);
    return breaking.isPresent();
  }

  private Item endBreaking(Item item) {
    return builder.changeItem(Change.BREAKING_ENDED, seq -> item.withBreaking(null, seq));
  }

  /** Removes the pin and the breaking news, each with a change of its own. */
  Item clearPinAndBreaking(Item item) {
    Item unpinned = item.hasPin() ? unpin(item) : item;
    return unpinned.breaking() == null ? unpinned : endBreaking(unpinned);
  }
}
