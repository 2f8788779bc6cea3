package news.dateline.consumer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import news.dateline.events.Json;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Every editor's event is decided once, on the state its predecessors left: {@code news-events} to
 * {@code feed-state} and {@code news-outcomes}.
 */
public final class FeedTopology {
  /**
   * Feed or {@code feed/item} to what is public of it: the same records as on {@code feed-state}.
   */
  static final String PUBLIC = "public";

  /** Feed to the number of its last change. */
  static final String POSITIONS = "positions";

  /** Event id to what was decided, so that the same request never counts twice. Bounded by time. */
  static final String DECIDED = "decided";

  /** A day more than promised: the store drops whole segments. */
  static final Duration DECIDED_FOR = Duration.ofDays(8);

  static final String DECIDE = "decide";

  private FeedTopology() {}

  /**
   * The topology.
   *
   * @param epochs draws the name of a new numbering
   */
  public static Topology build(Supplier<String> epochs, Observer observer) {
    Topology topology = new Topology();
    topology.addSource(
        "events",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topic.NEWS_EVENTS.topicName());
    topology.addProcessor(DECIDE, () -> new Decider(epochs, observer), "events");
    topology.addStateStore(publicStore(), DECIDE);
    topology.addStateStore(positionStore(), DECIDE);
    topology.addStateStore(decidedStore(), DECIDE);
    addSinks(topology);
    return topology;
  }

  private static void addSinks(Topology topology) {
    Serializer<PublicState> stateJson = (topic, state) -> state.value();
    Serializer<Outcome> outcomeJson = (topic, outcome) -> Json.write(outcome);
    StreamPartitioner<String, PublicState> byFeed =
        (topic, key, state, partitions) ->
            Optional.of(Set.of(Topic.partition(state.feed(), partitions)));
    topology.addSink(
        Topic.FEED_STATE.topicName(),
        Topic.FEED_STATE.topicName(),
        new StringSerializer(),
        stateJson,
        byFeed,
        DECIDE);
    topology.addSink(
        Topic.NEWS_OUTCOMES.topicName(),
        Topic.NEWS_OUTCOMES.topicName(),
        new StringSerializer(),
        outcomeJson,
        FeedTopology::whereItWasDecided,
        DECIDE);
  }

  /** Also the outcome of a record whose feed cannot be read stands in that record's partition. */
  private static Optional<Set<Integer>> whereItWasDecided(
      String topic, String key, Outcome outcome, int partitions) {
    return Optional.of(
        Set.of(Integer.parseInt(outcome.at().substring(0, outcome.at().indexOf('@')))));
  }

  // persistent, all three: feeds and items are kept for ever and outgrow a heap

  static StoreBuilder<KeyValueStore<String, byte[]>> publicStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PUBLIC), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(compactedSoon());
  }

  static StoreBuilder<KeyValueStore<String, Long>> positionStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(POSITIONS), Serdes.String(), Serdes.Long())
        .withLoggingEnabled(compactedSoon());
  }

  static StoreBuilder<WindowStore<String, byte[]>> decidedStore() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(DECIDED, DECIDED_FOR, Duration.ofMillis(1), false),
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

  /** The key of a {@link PublicState} as text. */
  static String keyOf(PublicState state) {
    return new String(state.key(), UTF_8);
  }
}
