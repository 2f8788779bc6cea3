package news.dateline.benchmarks;

import java.util.Map;
import java.util.concurrent.Future;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to {@code feed-state} without a consumer, for measurements only. */
final class StateTopic implements AutoCloseable {
  private static final String NAME = Topic.FEED_STATE.topicName();

  private final Producer<byte[], byte[]> producer;
  private final int partitions;

  /** Connects to a Kafka cluster on which the topic exists. */
  StateTopic(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            // lingering would count as delay of feed-api
            ProducerConfig.LINGER_MS_CONFIG,
            0);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    partitions = producer.partitionsFor(NAME).size();
  }

  /** Writes a state. The states of one feed stay in order. */
  Future<RecordMetadata> write(PublicState state) {
    return write(state, null);
  }

  /** Writes a state and calls back once Kafka has acknowledged it. */
  Future<RecordMetadata> write(PublicState state, @Nullable Callback written) {
    int partition = Topic.partition(state.feed(), partitions);
    return producer.send(
        new ProducerRecord<>(NAME, partition, state.key(), state.value()), written);
  }

  @Override
  public void close() {
    producer.close();
  }
}
