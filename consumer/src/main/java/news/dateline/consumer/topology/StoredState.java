package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

/** The rules' state, kept in the task's stores. */
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
   * The largest record time seen in the partition. Kafka Streams commits it with the offsets, so it
   * does not step back over a restart either.
   */
  Instant now() {
    return Instant.ofEpochMilli(context.currentStreamTimeMs());
  }

  TimerIndex timers() {
    return timers;
  }

  @Override
  public Optional<PublicFeed> feed(FeedId feed) {
    return feeds.get(feed.value(), () -> publicStates.get(feed.value()));
  }

  @Override
  public Optional<PublicItem> item(FeedId feed, ItemId item) {
    String key = key(feed, item);
    return items.get(key, () -> publicStates.get(key));
  }

  @Override
  public Optional<DeskState> deskState(FeedId feed, ItemId item) {
    String key = key(feed, item);
    return desks.get(key, () -> deskStates.get(key));
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
    long now = now().toEpochMilli();
    try (WindowStoreIterator<byte[]> found =
        processedEvents.fetch(id.value(), now - FeedStores.PROCESSED_EVENTS_RETENTION.toMillis(), now)) {
      return found.hasNext() ? read(found.next().value, ProcessedEvent.class) : Optional.empty();
    }
  }

  /** Takes each record that is written, encoded once for store and topic. */
  interface Sink {
    void send(Topic topic, String key, byte[] value);
  }

  /** Makes what was decided the state, and tells it. */
  void apply(Effects effects, Sink sink) {
    Map<String, @Nullable Timer> touched = new HashMap<>();
    for (DeskState state : effects.desk()) {
      String key = key(state.feed(), state.id());
      byte[] value = state.value();
      deskStates.put(key, value);
      desks.put(key, state);
      sink.send(Topic.DESK_STATE, key, value);
      touched.put(key, Timer.of(state).orElse(null));
      if (state.status() == DeskState.Status.RETRACTED) {
        pendingErasures.put(key, context.currentSystemTimeMs());
      }
    }
    for (PublicState change : effects.changes()) {
      put(change, sink);
      if (change instanceof PublicItem item) {
        touched.put(key(item.feed(), item.item().id()), Timer.of(item).orElse(null));
      }
    }
    touched.forEach(timers::set);
  }

  private void put(PublicState change, Sink sink) {
    String feed = change.feed().value();
    String key = new String(change.key(), UTF_8);
    byte[] value = change.value();
    publicStates.put(key, value);
    sink.send(Topic.FEED_STATE, key, value);
    lastSeqs.put(feed, change.seq());
    if (change instanceof PublicItem state) {
      items.put(key, state);
      updatePinnedItem(feed, state.item());
    } else {
      feeds.put(feed, (PublicFeed) change);
    }
  }

  private void updatePinnedItem(String feed, Item item) {
    if (item.onTop()) {
      pinnedItems.put(feed, item.id().value());
    } else if (item.id().value().equals(pinnedItems.get(feed))) {
      pinnedItems.delete(feed);
    }
  }

  /**
   * Remembers what became of an event.
   *
   * @param at when its first outcome was decided: the last one takes that one's place
   */
  void remember(EventId id, ProcessedEvent decision, Instant at) {
    processedEvents.put(id.value(), Json.write(decision), at.toEpochMilli());
  }

  private static String key(FeedId feed, ItemId item) {
    return feed.value() + "/" + item.value();
  }

  private static <T> Optional<T> read(byte @Nullable [] json, Class<T> type) {
    return json == null ? Optional.empty() : Optional.of(Json.read(json, type));
  }

  /**
   * The latest values of a store as they were read or written, so that JSON is not read again for
   * each event of a feed, and of the items an editor is at. The task is the store's only writer.
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

    Optional<T> get(String key, Supplier<byte @Nullable []> stored) {
      T value = values.get(key);
      if (value != null) {
        return Optional.of(value);
      }
      Optional<T> found = read(stored.get(), type);
      found.ifPresent(it -> values.put(key, it));
      return found;
    }

    void put(String key, T value) {
      values.put(key, value);
    }
  }
}
