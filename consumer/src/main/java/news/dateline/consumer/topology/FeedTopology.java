package news.dateline.consumer.topology;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import news.dateline.events.Topic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Every editor's event is decided once, on the state its predecessors left: {@code news-events} to
 * {@code feed-state}, {@code desk-state} and {@code news-outcomes}. What happens by itself comes
 * back as an event of its own.
 */
public final class FeedTopology {
  static final String PROCESSOR = "decide";

  private FeedTopology() {}

  /**
   * What the topology is told of its surroundings.
   *
   * @param segment how long a segment of a compacted topic is appended to at the most
   * @param commitInterval how long Kafka Streams waits between two commits
   */
  public record Timing(Duration segment, Duration commitInterval) {}

  /**
   * The topology.
   *
   * @param epochs draws the name of a new numbering
   */
  public static Topology build(Supplier<String> epochs, Timing timing, OutcomeListener listener) {
    Topology topology = new Topology();
    topology.addSource(
        "events",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topic.NEWS_EVENTS.topicName());
    topology.addProcessor(PROCESSOR, () -> new FeedProcessor(epochs, timing, listener), "events");
    FeedStores.all().forEach(store -> topology.addStateStore(store, PROCESSOR));
    Serializer<TopicSink.PartitionedValue> values = (topic, value) -> value.bytes();
    // partners are the producer's own
    for (Topic topic : EnumSet.complementOf(EnumSet.of(Topic.PARTNERS))) {
      topology.addSink(
          topic.topicName(), topic.topicName(), new StringSerializer(), values, byFeed(), PROCESSOR);
    }
    return topology;
  }

  // the method that replaces the deprecated one is a default method that calls it, so the
  // deprecated one has to be implemented
  @SuppressWarnings("removal")
  private static StreamPartitioner<String, TopicSink.PartitionedValue> byFeed() {
    return (topic, key, value, partitions) -> Optional.of(Set.of(value.partition()));
  }
}
