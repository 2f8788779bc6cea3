package news.dateline.producer.newslog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.producer.newslog.Places.RecordPlace;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads single records by their places, one at a time. */
final class RecordReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Clock clock;

  RecordReader(KafkaProperties kafka, Clock clock) {
    this.clock = clock;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                // one record is wanted, not what follows it
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                64 * 1024,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * The record's value; empty where compaction has taken it, for a newer one has come; a 503 while
   * Kafka does not answer.
   */
  Mono<byte[]> read(RecordPlace place) {
    return Mono.fromCallable(() -> blocking(place))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(KafkaException.class, EventLog::unavailable);
  }

  private synchronized byte @Nullable [] blocking(RecordPlace place) {
    consumer.assign(List.of(place.partition()));
    consumer.seek(place.partition(), place.offset());
    Instant end = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(end)) {
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
        return entry.offset() == place.offset() ? entry.value() : null;
      }
    }
    throw EventLog.unavailable(null);
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
