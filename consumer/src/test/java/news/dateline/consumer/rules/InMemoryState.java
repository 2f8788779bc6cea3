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

/** The state of the rules in memory, with the list of all changes. */
final class InMemoryState implements RulesState {
  private final Map<String, PublicState> states = new HashMap<>();
  private final Map<String, DeskState> desks = new HashMap<>();
  private final Map<FeedId, Long> lastSeqs = new HashMap<>();
  private final Map<EventId, ProcessedEvent> processedEvents = new HashMap<>();
  private final Map<String, Timer> timers = new HashMap<>();
  private final Map<String, String> importFacts = new HashMap<>();
  private final List<PublicState> changes = new ArrayList<>();

  InMemoryState copy() {
    InMemoryState copy = new InMemoryState();
    copy.states.putAll(states);
    copy.desks.putAll(desks);
    copy.lastSeqs.putAll(lastSeqs);
    copy.processedEvents.putAll(processedEvents);
    copy.timers.putAll(timers);
    copy.importFacts.putAll(importFacts);
    copy.changes.addAll(changes);
    return copy;
  }

  List<PublicState> changes() {
    return changes;
  }

  Collection<DeskState> desks() {
    return desks.values();
  }

  Map<String, String> importFacts() {
    return importFacts;
  }

  void remember(EventId id, ProcessedEvent event) {
    processedEvents.put(id, event);
  }

  /** Returns the timers in the order in which they are due. */
  SortedSet<Timer> timers() {
    return new TreeSet<>(timers.values());
  }

  void apply(Effects effects) {
    effects.deskStates().forEach(this::apply);
    effects.changes().forEach(this::apply);
    importFacts.putAll(effects.importFacts());
    for (Effects.FinalOutcome done : effects.finalOutcomes()) {
      remember(done.event().event(), new ProcessedEvent(done.event().digest(), done.outcome()));
    }
  }

  private void apply(DeskState state) {
    String key = state.feed() + "/" + state.id();
    desks.put(key, state);
    setTimer(key, Timer.of(state).or(() -> item(state.feed(), state.id()).flatMap(Timer::of)));
  }

  private void setTimer(String item, Optional<Timer> timer) {
    timer.ifPresentOrElse(set -> timers.put(item, set), () -> timers.remove(item));
  }

  private void apply(PublicState state) {
    if (state instanceof PublicItem item) {
      setTimer(state.feed() + "/" + item.item().id(), Timer.of(item));
    }
    states.put(new String(state.key(), UTF_8), state);
    lastSeqs.put(state.feed(), state.seq());
    changes.add(state);
  }

  @Override
  public Optional<PublicFeed> feed(FeedId feed) {
    return Optional.ofNullable((PublicFeed) states.get(feed.value()));
  }

  @Override
  public long lastSeq(FeedId feed) {
    return lastSeqs.getOrDefault(feed, 0L);
  }

  @Override
  public Optional<PublicItem> item(FeedId feed, ItemId item) {
    return Optional.ofNullable((PublicItem) states.get(feed + "/" + item));
  }

  @Override
  public Optional<DeskState> deskState(FeedId feed, ItemId item) {
    return Optional.ofNullable(desks.get(feed + "/" + item));
  }

  @Override
  public Optional<ItemId> pinnedItem(FeedId feed) {
    return states.values().stream()
        .filter(PublicItem.class::isInstance)
        .map(state -> ((PublicItem) state).item())
        .filter(Item::hasPin)
        .map(Item::id)
        .findAny();
  }

  @Override
  public Optional<String> importFact(String key) {
    return Optional.ofNullable(importFacts.get(key));
  }

  @Override
  public Optional<ProcessedEvent> processedEvent(EventId id) {
    return Optional.ofNullable(processedEvents.get(id));
  }
}
