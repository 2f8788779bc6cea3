package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import news.dateline.consumer.rules.Effects;
import news.dateline.consumer.rules.ProcessedEvent;
import news.dateline.consumer.rules.RulesState;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.DeskState;
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

/** The state of the rules in the stores of one task. Used on its stream thread only. */
final class StoredState implements RulesState {
  private final ProcessorContext<?, ?> context;
  private final KeyValueStore<String, byte[]> publicStates;
  private final KeyValueStore<String, byte[]> deskStates;
  private final KeyValueStore<String, Long> lastSeqs;
  private final KeyValueStore<String, String> pinnedItems;
  private final KeyValueStore<String, Long> pendingErasures;
  private final WindowStore<String, byte[]> processedEvents;
  private final LruCache<PublicFeed> feeds = new LruCache<>(PublicFeed.class, 1_000);
  private final LruCache<PublicItem> items = new LruCache<>(PublicItem.class, 500);
  private final LruCache<DeskState> desks = new LruCache<>(DeskState.class, 500);
  private final TimerIndex timers;

  StoredState(ProcessorContext<?, ?> context) {
    this.context = context;
    this.publicStates = context.getStateStore(FeedStores.PUBLIC);
    this.deskStates = context.getStateStore(FeedStores.DESK);
    this.lastSeqs = context.getStateStore(FeedStores.LAST_SEQ);
    this.pinnedItems = context.getStateStore(FeedStores.PINNED_ITEMS);
    this.pendingErasures = context.getStateStore(FeedStores.PENDING_ERASURES);
    this.processedEvents = context.getStateStore(FeedStores.PROCESSED_EVENTS);
    this.timers = new TimerIndex(context.getStateStore(FeedStores.TIMERS));
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

  @Override
  public Optional<ProcessedEvent> processedEvent(EventId id) {
    long now = context.currentStreamTimeMs();
    long from = now - FeedStores.PROCESSED_EVENTS_RETENTION.toMillis();
    try (WindowStoreIterator<byte[]> found = processedEvents.fetch(id.value(), from, now)) {
      return found.hasNext()
          ? Optional.of(Json.read(found.next().value, ProcessedEvent.class))
          : Optional.empty();
    }
  }

  /** Writes the effects to the stores and topics. Each record is serialised once for both. */
  void apply(Effects effects, TopicSink sink) {
    Map<String, @Nullable Timer> changedTimers = new HashMap<>();
    for (DeskState state : effects.deskStates()) {
      String key = key(state.feed(), state.id());
      byte[] value = state.value();
      deskStates.put(key, value);
      desks.put(key, state);
      sink.send(Topic.DESK_STATE, key, value);
      changedTimers.put(key, Timer.of(state).orElse(null));
      if (state.status() == DeskState.Status.RETRACTED) {
        pendingErasures.put(key, context.currentSystemTimeMs());
      }
    }
    for (PublicState change : effects.changes()) {
      put(change, sink);
      if (change instanceof PublicItem item) {
        changedTimers.put(key(item.feed(), item.item().id()), Timer.of(item).orElse(null));
      }
    }
    changedTimers.forEach(timers::set);
  }

  private void put(PublicState change, TopicSink sink) {
    String feed = change.feed().value();
    String key = new String(change.key(), UTF_8);
    byte[] value = change.value();
    publicStates.put(key, value);
    // Readers must not see the record of a feed before its items: the publisher sends it later.
    if (change instanceof PublicItem || !StatePublisher.isPending(pinnedItems)) {
      sink.send(Topic.FEED_STATE, key, value);
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
      pinnedItems.delete(feed);
    }
  }

  /**
   * Stores the outcome of an event.
   *
   * @param decidedAt when the first outcome of the event was decided; the final outcome of a held
   *     event replaces it under the same time
   */
  void remember(EventId id, ProcessedEvent event, Instant decidedAt) {
    processedEvents.put(id.value(), Json.write(event), decidedAt.toEpochMilli());
  }

  private static String key(FeedId feed, ItemId item) {
    return feed.value() + "/" + item.value();
  }

  /**
   * Caches the deserialised values of a store, least recently used first out, so that events on the
   * same feed or item do not parse its JSON again. The task is the only writer of the store.
   */
  private static final class LruCache<T> {
    private final Class<T> type;
    private final Map<String, T> values;

    LruCache(Class<T> type, int maxEntries) {
      this.type = type;
      this.values =
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
              return size() > maxEntries;
            }
          };
    }

    Optional<T> get(String key, KeyValueStore<String, byte[]> store) {
      T value = values.get(key);
      if (value != null) {
        return Optional.of(value);
      }
      byte[] json = store.get(key);
      if (json == null) {
        return Optional.empty();
      }
      T read = Json.read(json, type);
      values.put(key, read);
      return Optional.of(read);
    }

    void put(String key, T value) {
      values.put(key, value);
    }
  }
}
