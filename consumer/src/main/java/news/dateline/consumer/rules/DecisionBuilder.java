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
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * One act in one feed while it is being decided: what it finds, and what follows from it so far.
 * Gives the changes their numbers and the items their history.
 */
final class DecisionBuilder {
  private final RulesState state;
  private final PublicFeed feed;
  private final Act act;
  private final List<PublicState> changes = new ArrayList<>();
  private final Map<ItemId, DeskState> desk = new LinkedHashMap<>();
  private final List<FinalOutcome> finalOutcomes = new ArrayList<>();

  /** Who acts, and when by the rules' time. */
  record Act(String by, Instant now) {}

  DecisionBuilder(RulesState state, PublicFeed feed, Act act) {
    this.state = state;
    this.feed = feed;
    this.act = act;
  }

  PublicFeed feed() {
    return feed;
  }

  Instant now() {
    return act.now();
  }

  /** The item as readers see it; nothing while it is held. */
  Optional<Item> item(ItemId id) {
    return state.item(feed.feed(), id).map(PublicItem::item);
  }

  Optional<DeskState> deskState(ItemId id) {
    DeskState touched = desk.get(id);
    return touched == null ? state.deskState(feed.feed(), id) : Optional.of(touched);
  }

  Optional<DeskState> heldState(ItemId id) {
    return deskState(id).filter(DeskState::onHold);
  }

  Optional<Item> pinnedItem() {
    return state.pinnedItem(feed.feed()).flatMap(this::item);
  }

  /** A change of an item, under the next number. */
  Item change(Change kind, LongFunction<Item> next) {
    long seq = nextSeq();
    Item item = next.apply(seq);
    changes.add(new PublicItem(feed.feed(), feed.epoch(), kind, item));
    DeskState.Status status =
        item.retracted() ? DeskState.Status.RETRACTED : DeskState.Status.PUBLISHED;
    touch(item.id(), status, entry(kind.wireName(), item.version(), seq));
    return item;
  }

  /** A change of the feed itself. */
  void change(LongFunction<PublicFeed> next) {
    changes.add(next.apply(nextSeq()));
  }

  /** Keeps content from readers until its embargo ends. */
  void hold(ItemId id, int version, ItemContent content, List<PendingEvent> waiting) {
    DeskState.HistoryEntry entry = entry("held", version, null);
    desk.put(
        id,
        new DeskState(
            feed.feed(),
            feed.epoch(),
            id,
            DeskState.Status.HELD,
            version,
            content,
            waiting,
            history(id, entry)));
  }

  /** Takes an item back that no reader has seen. */
  void withdraw(DeskState held) {
    touch(held.id(), DeskState.Status.RETRACTED, entry("withdrawn", held.version(), null));
  }

  /** Tells everyone who waits for the held item what became of it. */
  void addFinalOutcomes(DeskState held, Outcome.Status status, @Nullable RejectionReason reason) {
    for (PendingEvent waiting : held.waiting()) {
      finalOutcomes.add(
          new FinalOutcome(
              waiting,
              new Outcome(
                  waiting.event(),
                  status,
                  feed.feed(),
                  held.id(),
                  first(status),
                  last(status),
                  feed.epoch(),
                  deskState(held.id()).orElse(held).version(),
                  reason,
                  waiting.at())));
    }
  }

  Decision accepted(LoggedEvent logged, Item item) {
    return decision(logged, Outcome.Status.ACCEPTED, item.id(), item.version());
  }

  Decision unchanged(LoggedEvent logged, ItemId id, int version) {
    return decision(logged, Outcome.Status.UNCHANGED, id, version);
  }

  /** The act is decided: what came of it, and all that follows. */
  Decision decision(
      LoggedEvent logged,
      Outcome.Status status,
      @Nullable ItemId item,
      @Nullable Integer version) {
    Outcome outcome =
        new Outcome(
            logged.event().id(),
            status,
            feed.feed(),
            item,
            first(status),
            last(status),
            feed.epoch(),
            version,
            null,
            logged.at());
    return new Decision(effects(), outcome, false);
  }

  Effects effects() {
    return new Effects(List.copyOf(changes), List.copyOf(desk.values()), List.copyOf(finalOutcomes));
  }

  LocalDate day(Instant publishedAt) {
    return publishedAt.atZone(feed.profile().zone()).toLocalDate();
  }

  RejectedException rejected(RejectionReason reason, @Nullable Integer version) {
    return new RejectedException(reason, feed.epoch(), version);
  }

  private @Nullable Long first(Outcome.Status status) {
    boolean changed = status == Outcome.Status.ACCEPTED && !changes.isEmpty();
    return changed ? changes.get(0).seq() : null;
  }

  private @Nullable Long last(Outcome.Status status) {
    boolean changed = status == Outcome.Status.ACCEPTED && !changes.isEmpty();
    return changed ? changes.get(changes.size() - 1).seq() : null;
  }

  private long nextSeq() {
    return state.lastSeq(feed.feed()) + changes.size() + 1;
  }

  private void touch(ItemId id, DeskState.Status status, DeskState.HistoryEntry entry) {
    desk.put(
        id,
        new DeskState(
            feed.feed(),
            feed.epoch(),
            id,
            status,
            entry.version(),
            null,
            List.of(),
            history(id, entry)));
  }

  private DeskState.HistoryEntry entry(String what, int version, @Nullable Long seq) {
    return new DeskState.HistoryEntry(what, act.now(), act.by(), version, seq);
  }

  private List<DeskState.HistoryEntry> history(ItemId id, DeskState.HistoryEntry entry) {
    List<DeskState.HistoryEntry> before = deskState(id).map(DeskState::history).orElse(List.of());
    int left = Math.max(0, before.size() + 1 - DeskState.HISTORY);
    return Stream.concat(before.stream().skip(left), Stream.of(entry)).toList();
  }
}
