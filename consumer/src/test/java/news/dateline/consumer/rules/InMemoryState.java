package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import news.dateline.events.DeskState;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;

/** The rules' state in memory, and the log of its changes. Only for unit tests. */
final class InMemoryState implements RulesState {
  private final Map<String, PublicState> states = new HashMap<>();
  private final Map<String, DeskState> desk = new HashMap<>();
  private final Map<FeedId, Long> positions = new HashMap<>();
  private final Map<EventId, ProcessedEvent> decided = new HashMap<>();
  private final Map<String, Timer> timers = new HashMap<>();
  private final List<PublicState> changes = new ArrayList<>();

  InMemoryState copy() {
    InMemoryState copy = new InMemoryState();
    copy.states.putAll(states);
    copy.desk.putAll(desk);
    copy.positions.putAll(positions);
    copy.decided.putAll(decided);
    copy.timers.putAll(timers);
    copy.changes.addAll(changes);
    return copy;
  }

  List<PublicState> changes() {
    return changes;
  }

  Collection<DeskState> desks() {
    return desk.values();
  }

  void remember(EventId event, ProcessedEvent decision) {
    decided.put(event, decision);
  }

  /** The timers, in the order in which they fire. */
  SortedSet<Timer> timers() {
    return new TreeSet<>(timers.values());
  }

  void apply(Effects effects) {
    effects.desk().forEach(this::apply);
    effects.changes().forEach(this::apply);
    effects
        .finalOutcomes()
        .forEach(
            finalOutcomes ->
                decided.put(
                    finalOutcomes.waiting().event(),
                    new ProcessedEvent(finalOutcomes.waiting().digest(), finalOutcomes.outcome())));
  }

  private void apply(DeskState state) {
    String key = state.feed() + "/" + state.id();
    desk.put(key, state);
    setTimer(key, Timer.of(state));
  }

  private void setTimer(String item, Optional<Timer> timer) {
    timer.ifPresentOrElse(set -> timers.put(item, set), () -> timers.remove(item));
  }

  private void apply(PublicState state) {
    if (state instanceof PublicItem item) {
      setTimer(state.feed() + "/" + item.item().id(), Timer.of(item));
    }
    states.put(new String(state.key(), UTF_8), state);
    positions.put(state.feed(), state.seq());
    changes.add(state);
  }

  @Override
  public Optional<PublicFeed> feed(FeedId feed) {
    return Optional.ofNullable((PublicFeed) states.get(feed.value()));
  }

  @Override
  public long lastSeq(FeedId feed) {
    return positions.getOrDefault(feed, 0L);
  }

  @Override
  public Optional<PublicItem> item(FeedId feed, ItemId item) {
    return Optional.ofNullable((PublicItem) states.get(feed + "/" + item));
  }

  @Override
  public Optional<DeskState> deskState(FeedId feed, ItemId item) {
    return Optional.ofNullable(desk.get(feed + "/" + item));
  }

  @Override
  public Optional<ItemId> pinnedItem(FeedId feed) {
    return states.values().stream()
        .filter(PublicItem.class::isInstance)
        .map(state -> ((PublicItem) state).item())
        .filter(Item::onTop)
        .map(Item::id)
        .findAny();
  }

  @Override
  public Optional<ProcessedEvent> processedEvent(EventId id) {
    return Optional.ofNullable(decided.get(id));
  }
}
