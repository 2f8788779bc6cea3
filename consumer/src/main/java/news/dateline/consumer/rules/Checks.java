package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.jspecify.annotations.Nullable;

/** Preconditions of an event. A condition that does not hold rejects the event. */
record Checks(DecisionBuilder builder) {
  /** Tolerated difference between the clock of a source and the clock of the broker. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  /** Returns the public item. It must exist and must not be retracted. */
  Item requirePublished(ItemId id) throws RejectedException {
    Optional<Item> item = builder.item(id);
    if (item.isPresent()) {
      return requireNotRetracted(item.get());
    }
    // An item with a desk state that is neither held nor public was withdrawn.
    Optional<DeskState> withdrawn = builder.deskState(id);
    throw builder.rejected(
        withdrawn.isPresent() ? RejectionReason.RETRACTED : RejectionReason.NO_ITEM,
        withdrawn.map(DeskState::version).orElse(null));
  }

  /** Returns the public item. It must exist and must be neither unpublished nor retracted. */
  Item requireNotHeld(ItemId id) throws RejectedException {
    Optional<DeskState> held = builder.unpublishedState(id);
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

  /**
   * Requires that the actor may change the item: an editor any item, others only their own, and
   * what readers see, or will see without an editor's release, only with the right to publish.
   */
  void requireMayUpdate(Actor actor, ItemId id, int version) throws RejectedException {
    Optional<DeskState> state = builder.deskState(id);
    if (actor.has(Right.EDIT)) {
      return;
    }
    if (!actor.owns(state.map(DeskState::owner).orElse(null))) {
      throw builder.forbidden(Right.EDIT, version);
    }
    if (!actor.has(Right.PUBLISH) && state.filter(DeskState::inReview).isEmpty()) {
      throw builder.forbidden(Right.PUBLISH, version);
    }
  }

  /**
   * @param expected the version that the editor saw; null accepts any version
   */
  void requireVersion(int current, @Nullable Integer expected) throws RejectedException {
    if (expected != null && expected != current) {
      throw builder.rejected(RejectionReason.VERSION_CONFLICT, current);
    }
  }

  /**
   * @param version the current version of the item; null for a new item
   */
  void requireKnownLabel(ItemContent content, @Nullable Integer version) throws RejectedException {
    String label = content.label();
    if (label != null
        && !ItemContent.LABELS.contains(label)
        && !builder.feed().profile().labels().contains(label)) {
      throw builder.rejected(RejectionReason.UNKNOWN_LABEL, version);
    }
  }

  /** The publication time must not be later than the time at which the item becomes public. */
  void requireNotInFuture(ItemContent content, Instant publicFrom, @Nullable Integer version)
      throws RejectedException {
    Instant publishedAt = content.publishedAt();
    if (publishedAt != null && publishedAt.isAfter(publicFrom.plus(MAX_CLOCK_SKEW))) {
      throw builder.rejected(RejectionReason.PUBLISHED_IN_FUTURE, version);
    }
  }

  /** Requires that the story was not retracted. What the item says already is not published. */
  void requireNotRetracted(ItemId target, ItemImported event) throws RejectedException {
    Optional<Item> item = builder.item(target);
    boolean free = item.isEmpty();
    Set<String> present = item.map(Item::content).map(StoryDigests::ofEveryLevel).orElse(Set.of());
    Set<String> story = StoryDigests.ofEveryLevel(event);
    Optional<ItemId> retracted =
        builder.deskStates().retracted(story.stream().filter(of -> !present.contains(of)));
    if (retracted.isPresent()) {
      ItemId id = free ? retracted.get() : target;
      RejectionReason reason = free ? RejectionReason.RETRACTED : RejectionReason.CONFLICT;
      throw builder.rejected(reason, builder.version(id)).about(id);
    }
  }
}
