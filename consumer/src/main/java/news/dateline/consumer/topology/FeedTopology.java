package news.dateline.consumer.topology;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The topology of the consumer: one processor from {@code news-events} to {@code feed-state},
 * {@code desk-state} and {@code news-outcomes}. It also writes the timer events that are due to
 * {@code news-events}.
 */
public final class FeedTopology {
  static final String PROCESSOR = "decide";

  private FeedTopology() {}

  /**
   * The settings of topics and Kafka Streams that the topology needs.
   *
   * @param segment {@code segment.ms} of the compacted topics
   * @param commitInterval {@code commit.interval.ms} of Kafka Streams
   */
  public record Timing(Duration segment, Duration commitInterval) {
    /** Returns the timing with the segments that Dateline's topics have. */
    public static Timing of(Duration commitInterval) {
      String segment = Topic.FEED_STATE.settings().get(TopicConfig.SEGMENT_MS_CONFIG);
      return new Timing(Duration.ofMillis(Long.parseLong(segment)), commitInterval);
    }
  }

  /**
   * Builds the topology.
   *
   * @param epochs draws a random epoch for each event; an event that opens a feed uses it
   */
  public static Topology build(
      KafkaNames names, Supplier<String> epochs, Timing timing, OutcomeListener listener) {
    Topology topology = of(names, () -> new FeedProcessor(epochs, timing, listener, false));
    Serializer<TopicSink.PartitionedValue> values = (topic, value) -> value.bytes();
    // The producer or feed-api alone writes the others.
    EnumSet<Topic> others =
        EnumSet.of(
            Topic.PARTNERS,
            Topic.IDENTITIES,
            Topic.SESSIONS,
            Topic.PRESENCE,
            Topic.REACH,
            Topic.IMPORT_SOURCES);
    for (Topic topic : EnumSet.complementOf(others)) {
      topology.addSink(
          topic.topicName(), names.of(topic), new StringSerializer(), values, byFeed(), PROCESSOR);
    }
    return topology;
  }

  /**
   * Builds the topology of a rebuild, which decides the same into the same stores and writes to no
   * topic but their changelogs. The topology of {@link #build} then publishes the state.
   */
  public static Topology replay(KafkaNames names, Supplier<String> epochs, Timing timing) {
    return of(names, () -> new FeedProcessor(epochs, timing, outcome -> {}, true));
  }

  /** Returns true if this instance runs and has published all that a rebuild left to publish. */
  public static boolean isPublished(KafkaStreams streams) {
    return streams.state() == KafkaStreams.State.RUNNING
        && (isIdle(streams) || StatePublisher.isPublished(streams));
  }

  /** A thread that fails or rejoins the group has no tasks either, but does not run. */
  private static boolean isIdle(KafkaStreams streams) {
    Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
    return !threads.isEmpty()
        && threads.stream()
            .allMatch(
                thread -> thread.threadState().equals("RUNNING") && thread.activeTasks().isEmpty());
  }

  private static Topology of(
      KafkaNames names,
      ProcessorSupplier<byte[], byte[], String, TopicSink.PartitionedValue> processor) {
    Topology topology = new Topology();
    // the auto.offset.reset of the settings counts
    AutoOffsetReset ofSettings = null;
    topology.addSource(
        ofSettings,
        "events",
        new RulesTimeExtractor(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        names.of(Topic.NEWS_EVENTS));
    topology.addProcessor(PROCESSOR, processor, "events");
    FeedStores.all().forEach(store -> topology.addStateStore(store, PROCESSOR));
    return topology;
  }

  /**
   * The records of a feed are in the same partition of every topic.
   *
   * <p>Kafka 4.4 deprecates the only abstract method of {@link StreamPartitioner}; its replacement
   * is a default method that calls it.
   */
  @SuppressWarnings("removal")
  private static StreamPartitioner<String, TopicSink.PartitionedValue> byFeed() {
    return (topic, key, value, partitions) -> Optional.of(Set.of(value.partition()));
  }
}
