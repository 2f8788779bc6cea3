package news.dateline.consumer.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import news.dateline.consumer.rules.Effects.FinalOutcome;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.EventId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.jspecify.annotations.Nullable;

/**
 * Collects the effects of one event or timer on an existing feed: numbers the changes, keeps the
 * history of the items and records final outcomes.
 */
final class DecisionBuilder {
  private final RulesState state;
  private final PublicFeed feed;
  private final Instant now;
  private final List<PublicState> changes = new ArrayList<>();
  private final DeskStates deskStates;
  private final List<FinalOutcome> finalOutcomes = new ArrayList<>();

  /**
   * @param now the time of the rules
   */
  DecisionBuilder(RulesState state, PublicFeed feed, DeskStates.Cause cause, Instant now) {
    this.state = state;
    this.feed = feed;
    this.deskStates = new DeskStates(state, feed, cause, now);
    this.now = now;
  }

  PublicFeed feed() {
    return feed;
  }

  Instant now() {
    return now;
  }

  /** Returns the public item as it was before this decision; empty if the item was never public. */
  Optional<Item> item(ItemId id) {
    return state.item(feed.feed(), id).map(PublicItem::item);
  }

  Optional<DeskState> deskState(ItemId id) {
    return deskStates.of(id);
  }

  /** Returns the desk state of the item if the item is held. */
  Optional<DeskState> heldState(ItemId id) {
    return deskState(id).filter(DeskState::awaitsRelease);
  }

  /** Returns the desk state of the item if its content is not public yet. */
  Optional<DeskState> unpublishedState(ItemId id) {
    return deskState(id).filter(state -> state.held() != null);
  }

  /** Returns the present version of the item, also while it is not public; 0 if there is none. */
  int version(ItemId id) {
    return deskState(id).map(DeskState::version).or(() -> item(id).map(Item::version)).orElse(0);
  }

  /** Returns true if the item was retracted, after or before it was public. */
  boolean isRetracted(ItemId id) {
    return item(id).filter(Item::retracted).isPresent()
        || deskState(id).filter(of -> of.status() == DeskState.Status.RETRACTED).isPresent();
  }

  DeskStates deskStates() {
    return deskStates;
  }

  Optional<Item> pinnedItem() {
    return state.pinnedItem(feed.feed()).flatMap(this::item);
  }

  /**
   * Adds a change of an item.
   *
   * @param next makes the new item from the seq of the change
   */
  Item changeItem(Change kind, LongFunction<Item> next) {
    long seq = nextSeq();
    Item item = next.apply(seq);
    changes.add(new PublicItem(feed.feed(), feed.epoch(), kind, item));
    DeskState.Status status =
        item.retracted() ? DeskState.Status.RETRACTED : DeskState.Status.PUBLISHED;
    DeskState.HistoryEntry act = deskStates.act(kind.wireName(), item.version(), seq, null);
    deskStates.put(item.id(), status, act, null, List.of());
    return item;
  }

  /**
   * Adds a change of the feed itself.
   *
   * @param next makes the new feed from the seq of the change
   */
  void changeFeed(LongFunction<PublicFeed> next) {
    changes.add(next.apply(nextSeq()));
  }

  /**
   * Stores content that is not public before its embargo ends.
   *
   * @param pending the events that get a final outcome with the release
   */
  void hold(ItemId id, int version, Publication publication, List<PendingEvent> pending) {
    DeskState.HistoryEntry act = deskStates.act("held", version, null, null);
    deskStates.put(id, DeskState.Status.HELD, act, publication, pending);
  }

  /** Stores content that is not public before an editor releases it. */
  void submit(ItemId id, int version, Publication publication, List<PendingEvent> pending) {
    DeskState.HistoryEntry act = deskStates.act("submitted", version, null, null);
    deskStates.put(id, DeskState.Status.SUBMITTED, act, publication, pending);
  }

  /** Returns a submitted item to its author, who may submit it again. */
  void returnToAuthor(DeskState submitted, String note) {
    DeskState.HistoryEntry act = deskStates.act("returned", submitted.version(), null, note);
    deskStates.put(
        submitted.id(), DeskState.Status.RETURNED, act, Publication.of(submitted), List.of());
  }

  /** Retracts an item that was never public. */
  void withdraw(DeskState held) {
    DeskState.HistoryEntry act = deskStates.act("withdrawn", held.version(), null, null);
    deskStates.put(held.id(), DeskState.Status.RETRACTED, act, null, List.of());
  }

  /** Adds the final outcome of each event that waits for the release of the item. */
  void addFinalOutcomes(DeskState held, Outcome.Status status, @Nullable RejectionReason reason) {
    int version = deskState(held.id()).orElse(held).version();
    for (PendingEvent pending : held.waiting()) {
      Outcome outcome =
          outcome(pending.event(), status, pending.at())
              .withItem(held.id(), version)
              .withReason(reason);
      finalOutcomes.add(new FinalOutcome(pending, outcome));
    }
  }

  Decision accepted(LoggedEvent logged, Item item) {
    return decision(logged, Outcome.Status.ACCEPTED, item.id(), item.version());
  }

  Decision unchanged(LoggedEvent logged, ItemId id, int version) {
    return decision(logged, Outcome.Status.UNCHANGED, id, version);
  }

  /** Returns the decision on the event with all effects added so far. */
  Decision decision(
      LoggedEvent logged, Outcome.Status status, @Nullable ItemId item, @Nullable Integer version) {
    Outcome outcome = outcome(logged.event().id(), status, logged.at()).withItem(item, version);
    return new Decision(effects(), outcome, true);
  }

  Effects effects() {
    return new Effects(
        List.copyOf(changes),
        deskStates.changed(),
        List.copyOf(finalOutcomes),
        deskStates.importFacts());
  }

  /** Returns the day in the time zone of the feed. */
  LocalDate day(Instant publishedAt) {
    return publishedAt.atZone(feed.profile().zone()).toLocalDate();
  }

  RejectedException rejected(RejectionReason reason, @Nullable Integer version) {
    return new RejectedException(reason, feed.epoch(), version);
  }

  /** Rejects an event whose author lacks the right. */
  RejectedException forbidden(Right missing, @Nullable Integer version) {
    return new RejectedException(missing, feed.epoch(), version);
  }

  private Outcome outcome(EventId event, Outcome.Status status, String at) {
    Outcome outcome = Outcome.of(event, status, feed.feed(), at).withEpoch(feed.epoch());
    return status == Outcome.Status.ACCEPTED && !changes.isEmpty()
        ? outcome.withSeqs(changes.get(0).seq(), changes.get(changes.size() - 1).seq())
        : outcome;
  }

  private long nextSeq() {
    return state.lastSeq(feed.feed()) + changes.size() + 1;
  }
}
