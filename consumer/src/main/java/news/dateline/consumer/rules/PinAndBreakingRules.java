package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.dateline.events.Breaking;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.BreakingEnded;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.NewsEvent.ItemEvent;
import news.dateline.events.NewsEvent.ItemPinned;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the pin and for breaking news. Both make changes but no versions, so they never cause a
 * version conflict for an editor who is writing.
 */
record PinAndBreakingRules(DecisionBuilder builder) {
  private static final Duration MAX_BREAKING = Duration.ofDays(7);

  Decision decide(LoggedEvent logged, ItemEvent event) throws RejectedException {
    Item item = new Checks(builder).requireNotHeld(event.id());
    boolean changed;
    if (event instanceof ItemPinned) {
      changed = pin(item);
    } else if (event instanceof BreakingStarted started) {
      changed = startBreaking(item, started);
    } else if (event instanceof BreakingEnded) {
      changed = endBreaking(item.id());
    } else {
      throw new IllegalStateException("no rule for " + event.getClass());
    }
    Outcome.Status status = changed ? Outcome.Status.ACCEPTED : Outcome.Status.UNCHANGED;
    return builder.decision(logged, status, item.id(), item.version());
  }

  /** Moves the pin of the feed to the item. Returns false if the item has it already. */
  private boolean pin(Item item) {
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
  private boolean startBreaking(Item item, BreakingStarted event) throws RejectedException {
    Breaking breaking = new Breaking.Planned(event.level(), event.until()).from(builder.now());
    requireInRange(breaking, builder.now(), item.version());
    if (breaking.equals(item.breaking())) {
      return false;
    }
    builder.changeItem(Change.BREAKING, seq -> item.withBreaking(breaking, seq));
    return true;
  }

  /**
   * Returns true if the item is breaking news as planned. An absent plan or end counts as equal.
   */
  static boolean isAlready(Item item, Breaking.@Nullable Planned planned) {
    Breaking breaking = item.breaking();
    return planned == null
        || (breaking != null
            && planned.level() == breaking.level()
            && (planned.until() == null || planned.until().equals(breaking.until())));
  }

  /** Breaking news ends after it begins, and not more than seven days later. */
  void requireInRange(Breaking breaking, Instant from, @Nullable Integer version)
      throws RejectedException {
    Instant until = breaking.until();
    if (!until.isAfter(from) || until.isAfter(from.plus(MAX_BREAKING))) {
      throw builder.rejected(RejectionReason.UNTIL_OUT_OF_RANGE, version);
    }
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
