package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.dateline.events.Breaking;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;

/**
 * The marks an item can carry beside its content: the pin and breaking news. They make changes but
 * no versions, so they never stand in the way of an editor who is writing.
 */
record PinAndBreakingRules(DecisionBuilder builder) {
  private static final Duration DEFAULT_DURATION = Duration.ofHours(1);
  private static final Duration MAX_DURATION = Duration.ofDays(7);

  /** True where the pin moved: off the one item that has it, onto this one. */
  boolean pin(Item item) {
    if (item.onTop()) {
      return false;
    }
    builder.pinnedItem().ifPresent(this::unpin);
    builder.change(Change.PINNED, seq -> item.withPinned(true, seq));
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
    return builder.change(Change.UNPINNED, seq -> item.withPinned(false, seq));
  }

  /** True where that was news. */
  boolean startBreaking(Item item, BreakingStarted started) throws RejectedException {
    Instant until = started.until() == null ? builder.now().plus(DEFAULT_DURATION) : started.until();
    if (!until.isAfter(builder.now()) || until.isAfter(builder.now().plus(MAX_DURATION))) {
      throw builder.rejected(RejectionReason.UNTIL_OUT_OF_RANGE, item.version());
    }
    Breaking breaking = new Breaking(started.level(), until);
    if (breaking.equals(item.breaking())) {
      return false;
    }
    builder.change(Change.BREAKING, seq -> item.withBreaking(breaking, seq));
    return true;
  }

  /** True where it was breaking. */
  boolean endBreaking(ItemId id) {
    Optional<Item> breaking = builder.item(id).filter(item -> item.breaking() != null);
    breaking.ifPresent(this::endBreaking);
    return breaking.isPresent();
  }

  private Item endBreaking(Item item) {
    return builder.change(Change.BREAKING_ENDED, seq -> item.withBreaking(null, seq));
  }

  /** The item without marks, each end a change of its own. */
  Item clearPinAndBreaking(Item item) {
    Item unpinned = item.onTop() ? unpin(item) : item;
    return unpinned.breaking() == null ? unpinned : endBreaking(unpinned);
  }
}
