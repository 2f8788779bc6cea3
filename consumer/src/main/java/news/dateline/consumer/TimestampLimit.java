package news.dateline.consumer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Stamps no record of Kafka Streams later than the clock of this process, neither on a topic nor on
 * a changelog. Brokers refuse records that are more than {@code message.timestamp.after.max.ms}
 * ahead, one hour by default, and a log whose times are ahead would never be decided. Nothing reads
 * these timestamps; Kafka measures the age of segments by them.
 */
public final class TimestampLimit implements ProducerInterceptor<byte[], byte[]> {
  private static final String OF_ALL_CLIENTS = ProducerConfig.INTERCEPTOR_CLASSES_CONFIG;
  private static final String OF_PRODUCERS = StreamsConfig.producerPrefix(OF_ALL_CLIENTS);

  private final Clock clock;

  /** Creates an interceptor with the clock of this process. Kafka's producer calls it. */
  public TimestampLimit() {
    this(Clock.systemUTC());
  }

  TimestampLimit(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the settings that put this interceptor behind those of the operator: behind those for
   * producers or, if there are none, behind those for all clients, as Kafka Streams chooses.
   *
   * @param streams the settings of the operator; interceptors are a list or separated by commas
   */
  static Map<String, Object> settings(Map<String, Object> streams) {
    List<Object> interceptors = new ArrayList<>();
    Object others = streams.getOrDefault(OF_PRODUCERS, streams.get(OF_ALL_CLIENTS));
    if (others != null) {
      interceptors.addAll((List<?>) ConfigDef.parseType(OF_PRODUCERS, others, ConfigDef.Type.LIST));
    }
    interceptors.add(TimestampLimit.class.getName());
    return Map.of(OF_PRODUCERS, interceptors);
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
