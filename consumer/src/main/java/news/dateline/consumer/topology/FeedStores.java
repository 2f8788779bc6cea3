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
 * The stores of a partition; what each is for is in RATIONALE.md. All are persistent: feeds and
 * items are kept for ever and outgrow a heap.
 */
final class FeedStores {
  /** {@code feed} or {@code feed/item}: the records of {@code feed-state} as they are. */
  static final String PUBLIC = "public";

  /** {@code feed/item}: the records of {@code desk-state} as they are. */
  static final String DESK = "desk";

  /** Feed to the number of its last change. */
  static final String LAST_SEQ = "positions";

  /** Feed to the item on top of it. */
  static final String PINNED_ITEMS = "pins";

  /** {@code feed/item} to the instant its timer is due. */
  static final String TIMERS = "timers";

  /** {@code feed/item} to when it was retracted, until its content is gone everywhere. */
  static final String PENDING_ERASURES = "erasures";

  /** Event id to what was decided, so that the same request never counts twice. Bounded by time. */
  static final String PROCESSED_EVENTS = "decided";

  /** A day more than promised: the store drops whole segments. */
  static final Duration PROCESSED_EVENTS_RETENTION = Duration.ofDays(8);

  private FeedStores() {}

  static List<StoreBuilder<?>> all() {
    return List.of(
        withContent(PUBLIC),
        withContent(DESK),
        small(LAST_SEQ, Serdes.Long()),
        small(PINNED_ITEMS, Serdes.String()),
        small(TIMERS, Serdes.Long()),
        small(PENDING_ERASURES, Serdes.Long()),
        decided());
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> withContent(String name) {
    return Stores.keyValueStoreBuilder(
            new ErasableStore.Supplier(name), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(compactedSoon());
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> small(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name),
            Serdes.String(),
            values)
        .withLoggingEnabled(Map.of());
  }

  private static StoreBuilder<WindowStore<String, byte[]>> decided() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(
            PROCESSED_EVENTS, PROCESSED_EVENTS_RETENTION, Duration.ofMillis(1), false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /**
   * The changelog holds content too, so a retracted text must leave it as soon as it leaves {@code
   * feed-state}.
   */
  private static Map<String, String> compactedSoon() {
    return Map.of(
        TopicConfig.SEGMENT_MS_CONFIG,
        Topic.FEED_STATE.settings().getOrDefault(TopicConfig.SEGMENT_MS_CONFIG, ""),
        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
        Topic.FEED_STATE.settings().getOrDefault(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, ""));
  }
}
