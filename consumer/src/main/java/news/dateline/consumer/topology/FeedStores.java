package news.dateline.consumer.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.dateline.events.Topic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The state stores of a partition, docs/architecture.md, "State stores". All are persistent,
 * because feeds and items are kept for ever and outgrow the heap. The names must not change: a
 * renamed store is an empty one, and its feeds would be numbered from 1 again.
 */
final class FeedStores {
  /** Key {@code feed} or {@code feed/item}, value as on {@code feed-state}. */
  static final String PUBLIC = "public";

  /** Key {@code feed/item}, value as on {@code desk-state}. */
  static final String DESK = "desk";

  /** Feed to the seq of its last change. */
  static final String LAST_SEQ = "positions";

  /**
   * Feed to its pinned item. Also the facts that imports need, under keys that begin with a feed
   * and a slash: a store of its own would be empty at an upgrade, and Kafka Streams would restore
   * all stores for it.
   */
  static final String PINNED_ITEMS = "pins";

  /** {@code feed/item} to the instant at which its timer is due, in milliseconds. */
  static final String TIMERS = "timers";

  /** {@code feed/item} to the time of its retraction, until its content is erased everywhere. */
  static final String PENDING_ERASURES = "erasures";

  /**
   * Event id to {@link news.dateline.consumer.rules.ProcessedEvent}, so that a retry has no effect.
   */
  static final String PROCESSED_EVENTS = "decided";

  /** A day more than the seven days promised, because the store drops whole segments. */
  static final Duration PROCESSED_EVENTS_RETENTION = Duration.ofDays(8);

  private FeedStores() {}

  static List<StoreBuilder<?>> all() {
    return List.of(
        erasableStore(PUBLIC),
        erasableStore(DESK),
        store(LAST_SEQ, Serdes.Long()),
        store(PINNED_ITEMS, Serdes.String()),
        store(TIMERS, Serdes.Long()),
        store(PENDING_ERASURES, Serdes.Long()),
        processedEvents());
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> erasableStore(String name) {
    return Stores.keyValueStoreBuilder(
            new ErasableStore.Supplier(name), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(changelogSettings());
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withLoggingEnabled(Map.of());
  }

  private static StoreBuilder<WindowStore<String, byte[]>> processedEvents() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(
            PROCESSED_EVENTS, PROCESSED_EVENTS_RETENTION, Duration.ofMillis(1), false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /** Retracted content must leave the changelog as soon as it leaves {@code feed-state}. */
  private static Map<String, String> changelogSettings() {
    return Map.of(
        TopicConfig.SEGMENT_MS_CONFIG,
        Topic.FEED_STATE.settings().getOrDefault(TopicConfig.SEGMENT_MS_CONFIG, ""),
        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
        Topic.FEED_STATE.settings().getOrDefault(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, ""));
  }
}
