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
import org.apache.kafka.streams.state.WindowStore;

/**
 * The stores of a partition; what each is for is in RATIONALE.md. All are persistent: feeds and
 * items are kept for ever and outgrow a heap.
 */
final class Stores {
  /** {@code feed} or {@code feed/item}: the records of {@code feed-state} as they are. */
  static final String PUBLIC = "public";

  /** {@code feed/item}: the records of {@code desk-state} as they are. */
  static final String DESK = "desk";

  /** Feed to the number of its last change. */
  static final String POSITIONS = "positions";

  /** Feed to the item on top of it. */
  static final String PINS = "pins";

  /** {@code feed/item} to the instant its timer is due. */
  static final String TIMERS = "timers";

  /** {@code feed/item} to when it was retracted, until its content is gone everywhere. */
  static final String ERASURES = "erasures";

  /** Event id to what was decided, so that the same request never counts twice. Bounded by time. */
  static final String DECIDED = "decided";

  /** A day more than promised: the store drops whole segments. */
  static final Duration DECIDED_FOR = Duration.ofDays(8);

  private Stores() {}

  static List<StoreBuilder<?>> all() {
    return List.of(
        withContent(PUBLIC),
        withContent(DESK),
        small(POSITIONS, Serdes.Long()),
        small(PINS, Serdes.String()),
        small(TIMERS, Serdes.Long()),
        small(ERASURES, Serdes.Long()),
        decided());
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> withContent(String name) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            new ErasableStore.Supplier(name), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(compactedSoon());
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> small(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
            Serdes.String(),
            values)
        .withLoggingEnabled(Map.of());
  }

  private static StoreBuilder<WindowStore<String, byte[]>> decided() {
    return org.apache.kafka.streams.state.Stores.windowStoreBuilder(
        org.apache.kafka.streams.state.Stores.persistentWindowStore(
            DECIDED, DECIDED_FOR, Duration.ofMillis(1), false),
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
