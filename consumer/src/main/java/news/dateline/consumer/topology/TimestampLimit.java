package news.dateline.consumer.topology;

import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Stamps no record of Kafka Streams later than the clock of this process, neither on a topic nor on
 * a changelog. Brokers refuse records that are more than {@code message.timestamp.after.max.ms}
 * ahead, one hour by default, and a log whose times are ahead would never be decided. Nothing reads
 * these timestamps; Kafka measures the age of segments by them.
 */
public final class TimestampLimit implements ProducerInterceptor<byte[], byte[]> {
  private final Clock clock;

  /** Creates an interceptor with the clock of this process. Kafka's producer calls it. */
  public TimestampLimit() {
    this(Clock.systemUTC());
  }

  TimestampLimit(Clock clock) {
    this.clock = clock;
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
