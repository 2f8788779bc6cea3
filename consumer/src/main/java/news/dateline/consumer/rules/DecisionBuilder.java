package news.dateline.consumer.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.EventId;
import news.dateline.events.IdentityId;
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
  private final Cause cause;
  private final Instant now;
  private final List<PublicState> changes = new ArrayList<>();
  private final Map<ItemId, DeskState> deskStates = new LinkedHashMap<>();
  private final List<FinalOutcome> finalOutcomes = new ArrayList<>();

  /**
   * @param now the time of the rules
   */
  DecisionBuilder(RulesState state, PublicFeed feed, Cause cause, Instant now) {
    this.state = state;
    this.feed = feed;
    this.cause = cause;
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
    DeskState changed = deskStates.get(id);
    return changed == null ? state.deskState(feed.feed(), id) : Optional.of(changed);
  }

  /** Returns the desk state of the item if the item is held. */
  Optional<DeskState> heldState(ItemId id) {
    return deskState(id).filter(DeskState::awaitsRelease);
  }

  /** Returns the desk state of the item if its content is not public yet. */
  Optional<DeskState> unpublishedState(ItemId id) {
    return deskState(id).filter(state -> state.held() != null);
  }

  /** Returns who created the item; null if nobody is known. */
  private @Nullable IdentityId owner(ItemId id) {
    Optional<DeskState> state = deskState(id);
    if (state.isPresent()) {
      return state.get().owner();
    }
    // an item from before desk states belongs to nobody
    return item(id).isPresent() ? null : cause.actor().id();
  }

  /** Replaces the state of an item by one that says more of its origin. */
  void put(DeskState state) {
    deskStates.put(state.id(), state);
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
    DeskState.HistoryEntry entry = historyEntry(kind.wireName(), item.version(), seq);
    putDeskState(item.id(), status, entry, null, List.of());
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
    DeskState.HistoryEntry entry = historyEntry("held", version, null);
    putDeskState(id, DeskState.Status.HELD, entry, publication, pending);
  }

  /** Stores content that is not public before an editor releases it. */
  void submit(ItemId id, int version, Publication publication, List<PendingEvent> pending) {
    DeskState.HistoryEntry entry = historyEntry("submitted", version, null);
    putDeskState(id, DeskState.Status.SUBMITTED, entry, publication, pending);
  }

  /** Returns a submitted item to its author, who may submit it again. */
  void returnToAuthor(DeskState submitted, String note) {
    DeskState.HistoryEntry entry =
        new DeskState.HistoryEntry(
            "returned", now, cause.source(), submitted.version(), null, note);
    putDeskState(
        submitted.id(), DeskState.Status.RETURNED, entry, Publication.of(submitted), List.of());
  }

  /** Retracts an item that was never public. */
  void withdraw(DeskState held) {
    DeskState.HistoryEntry entry = historyEntry("withdrawn", held.version(), null);
    putDeskState(held.id(), DeskState.Status.RETRACTED, entry, null, List.of());
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
        List.copyOf(changes), List.copyOf(deskStates.values()), List.copyOf(finalOutcomes));
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

  private void putDeskState(
      ItemId id,
      DeskState.Status status,
      DeskState.HistoryEntry entry,
      @Nullable Publication held,
      List<PendingEvent> pending) {
    List<DeskState.HistoryEntry> before = deskState(id).map(DeskState::history).orElse(List.of());
    int dropped = Math.max(0, before.size() + 1 - DeskState.MAX_HISTORY);
    List<DeskState.HistoryEntry> history =
        Stream.concat(before.stream().skip(dropped), Stream.of(entry))
            // a note may quote the content, which is gone when the item is retracted
            .map(past -> status == DeskState.Status.RETRACTED ? past.withoutNote() : past)
            .toList();
    deskStates.put(
        id,
        new DeskState(
            feed.feed(),
            feed.epoch(),
            id,
            status,
            entry.version(),
            owner(id),
            held == null ? null : held.content(),
            held == null ? null : held.breaking(),
            pending,
            history,
            deskState(id).map(DeskState::importedFrom).orElse(null)));
  }

  private DeskState.HistoryEntry historyEntry(String act, int version, @Nullable Long seq) {
    return new DeskState.HistoryEntry(act, now, cause.source(), version, seq, null);
  }
}
