package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.dateline.consumer.rules.Effects;
import news.dateline.consumer.rules.Effects.FinalOutcome;
import news.dateline.consumer.rules.ProcessedEvent;
import news.dateline.consumer.rules.RulesState;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The state of the rules in the stores of one task. Writes wait in memory until {@link #flush};
 * reads see them. Used on its stream thread only.
 */
final class StoredState implements RulesState {
  private final ProcessorContext<?, ?> context;
  private final BufferedStore<byte[]> publicStates;
  private final BufferedStore<byte[]> deskStates;
  private final BufferedStore<Long> lastSeqs;
  private final BufferedStore<String> pinnedItems;
  private final BufferedStore<Long> pendingErasures;
  private final WindowStore<String, byte[]> processedEvents;
  private final Map<String, Remembered> pendingProcessed = new LinkedHashMap<>();
  private final LruCache<PublicFeed> feeds = new LruCache<>(PublicFeed.class, 1_000);
  private final LruCache<PublicItem> items = new LruCache<>(PublicItem.class, 500);
  private final LruCache<DeskState> desks = new LruCache<>(DeskState.class, 500);
  private final TimerIndex timers;

  /**
   * @param decidedAt in milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Remembered(byte[] json, long decidedAt) {}

  StoredState(ProcessorContext<?, ?> context) {
    this.context = context;
    this.publicStates = buffered(FeedStores.PUBLIC);
    this.deskStates = buffered(FeedStores.DESK);
    this.lastSeqs = buffered(FeedStores.LAST_SEQ);
    this.pinnedItems = buffered(FeedStores.PINNED_ITEMS);
    this.pendingErasures = buffered(FeedStores.PENDING_ERASURES);
    this.processedEvents = context.getStateStore(FeedStores.PROCESSED_EVENTS);
    this.timers = new TimerIndex(context.getStateStore(FeedStores.TIMERS));
  }

  private <V> BufferedStore<V> buffered(String store) {
    return new BufferedStore<>(context.<KeyValueStore<String, V>>getStateStore(store));
  }

  /**
   * Returns the largest record timestamp seen in the partition. Kafka Streams commits it with the
   * offsets, so it does not step back over a restart.
   */
  Instant now() {
    return Instant.ofEpochMilli(context.currentStreamTimeMs());
  }

  TimerIndex timers() {
    return timers;
  }

  @Override
  public Optional<PublicFeed> feed(FeedId feed) {
    return feeds.get(feed.value(), publicStates);
  }

  @Override
  public Optional<PublicItem> item(FeedId feed, ItemId item) {
    return items.get(key(feed, item), publicStates);
  }

  @Override
  public Optional<DeskState> deskState(FeedId feed, ItemId item) {
    return desks.get(key(feed, item), deskStates);
  }

  @Override
  public long lastSeq(FeedId feed) {
    Long seq = lastSeqs.get(feed.value());
    return seq == null ? 0 : seq;
  }

  @Override
  public Optional<ItemId> pinnedItem(FeedId feed) {
    return Optional.ofNullable(pinnedItems.get(feed.value())).map(ItemId::new);
  }

  /** Facts are in the store of pinned items, under keys that cannot be the id of a feed. */
  @Override
  public Optional<String> importFact(String key) {
    return Optional.ofNullable(pinnedItems.get(key));
  }

  @Override
  public Optional<ProcessedEvent> processedEvent(EventId id) {
    long now = context.currentStreamTimeMs();
    long from = now - FeedStores.PROCESSED_EVENTS_RETENTION.toMillis();
    Remembered pending = pendingProcessed.get(id.value());
    if (pending != null && pending.decidedAt() >= from) {
      return Optional.of(Json.read(pending.json(), ProcessedEvent.class));
    }
    try (WindowStoreIterator<byte[]> found = processedEvents.fetch(id.value(), from, now)) {
      return found.hasNext()
          ? Optional.of(Json.read(found.next().value, ProcessedEvent.class))
          : Optional.empty();
    }
  }

  /**
   * Adds the effects and outcomes to the writes of the next flush. Each record is serialised once
   * for store and topic, all of them before the first is added: if this throws, nothing is added.
   *
   * @param outcomes the outcomes to store under the ids of their events
   */
  void apply(Effects effects, List<FinalOutcome> outcomes, TopicSink sink) {
    List<Runnable> writes = new ArrayList<>();
    Map<String, @Nullable Timer> changedTimers = new HashMap<>();
    for (DeskState state : effects.deskStates()) {
      String key = key(state.feed(), state.id());
      byte[] value = TopicSink.requireFitting(state.value());
      // a change of the desk state does not change when breaking news ends
      Optional<Timer> timer =
          Timer.of(state).or(() -> item(state.feed(), state.id()).flatMap(Timer::of));
      changedTimers.put(key, timer.orElse(null));
      writes.add(() -> put(key, value, state, sink));
    }
    for (PublicState change : effects.changes()) {
      byte[] value = TopicSink.requireFitting(change.value());
      if (change instanceof PublicItem item) {
        changedTimers.put(key(item.feed(), item.item().id()), Timer.of(item).orElse(null));
      }
      writes.add(() -> put(value, change, sink));
    }
    for (FinalOutcome decided : outcomes) {
      Remembered remembered = remembered(decided);
      writes.add(() -> pendingProcessed.put(decided.event().event().value(), remembered));
    }
    effects.importFacts().forEach((key, fact) -> writes.add(() -> pinnedItems.put(key, fact)));
    writes.forEach(Runnable::run);
    changedTimers.forEach(timers::set);
  }

  /** Writes everything to the stores that was added since the last call. */
  void flush() {
    List.of(publicStates, deskStates, lastSeqs, pinnedItems, pendingErasures)
        .forEach(BufferedStore::flush);
    timers.flush();
    pendingProcessed.forEach(
        (id, event) -> processedEvents.put(id, event.json(), event.decidedAt()));
    pendingProcessed.clear();
  }

  /**
   * The final outcome of a held event replaces its first one, because it is stored under the same
   * time.
   */
  private static Remembered remembered(FinalOutcome decided) {
    PendingEvent event = decided.event();
    byte[] json = Json.write(new ProcessedEvent(event.digest(), decided.outcome()));
    return new Remembered(TopicSink.requireFitting(json), event.decidedAt().toEpochMilli());
  }

  private void put(String key, byte[] value, DeskState state, TopicSink sink) {
    deskStates.put(key, value);
    desks.put(key, state);
    sink.add(Topic.DESK_STATE, key, value);
    if (state.status() == DeskState.Status.RETRACTED) {
      pendingErasures.put(key, context.currentSystemTimeMs());
    }
  }

  private void put(byte[] value, PublicState change, TopicSink sink) {
    String feed = change.feed().value();
    String key = new String(change.key(), UTF_8);
    publicStates.put(key, value);
    // Readers must not see the record of a feed before its items: the publisher sends it later.
    if (change instanceof PublicItem || !StatePublisher.isPending(pinnedItems)) {
      sink.add(Topic.FEED_STATE, key, value);
    }
    lastSeqs.put(feed, change.seq());
    if (change instanceof PublicItem state) {
      items.put(key, state);
      updatePinnedItem(feed, state.item());
    } else {
      feeds.put(feed, (PublicFeed) change);
    }
  }

  private void updatePinnedItem(String feed, Item item) {
    if (item.hasPin()) {
      pinnedItems.put(feed, item.id().value());
    } else if (item.id().value().equals(pinnedItems.get(feed))) {
      pinnedItems.put(feed, null);
    }
  }

  private static String key(FeedId feed, ItemId item) {
    return feed.value() + "/" + item.value();
  }
}
