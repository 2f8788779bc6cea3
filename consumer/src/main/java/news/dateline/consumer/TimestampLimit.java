package news.dateline.consumer;

import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Stamps no record of Kafka Streams later than the clock of this process, neither on a topic nor on
 * a changelog. Brokers refuse records that are more than {@code message.timestamp.after.max.ms}
 * ahead, one hour by default, and a log whose times are ahead would never be decided. Nothing reads
 * these timestamps; Kafka measures the age of segments by them. Created by Kafka's producer.
 */
public final class TimestampLimit implements ProducerInterceptor<byte[], byte[]> {
  private static final String INTERCEPTORS =
      StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);

  private final Clock clock;

  /** Called by Kafka. */
  public TimestampLimit() {
    this(Clock.systemUTC());
  }

  TimestampLimit(Clock clock) {
    this.clock = clock;
  }

  /** Returns the settings that put this interceptor behind those of the operator. */
  static Map<String, Object> settings(Map<String, Object> streams) {
    Object others = streams.get(INTERCEPTORS);
    String own = TimestampLimit.class.getName();
    return Map.of(INTERCEPTORS, others == null ? own : others + "," + own);
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> entry) {
    long now = clock.millis();
    return entry.timestamp() == null || entry.timestamp() <= now
        ? entry
        : new ProducerRecord<>(
            entry.topic(), entry.partition(), now, entry.key(), entry.value(), entry.headers());
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
    // Kafka Streams handles what was not written.
  }

  @Override
  public void close() {
    // This class holds no resources.
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // This class has no settings.
  }
}
