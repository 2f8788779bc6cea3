package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads single records by their coordinates, one after the other. Uses its own thread, so that slow
 * reads do not block the threads that publish. Thread-safe.
 */
final class RecordReader implements AutoCloseable {
  private static final int MAX_QUEUED_READS = 1_000;
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final KafkaNames names;
  private final Clock clock;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_QUEUED_READS),
          task -> new Thread(task, "read-record"));

  RecordReader(KafkaSettings kafka, Clock clock) {
    this.names = kafka.names();
    this.clock = clock;
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(
                Map.of(
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    1,
                    // one record is wanted, not the records that follow it
                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                    64 * 1024,
                    // the consumer fetches the following records all the same, and the next read
                    // waits until that fetch has returned
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    1)));
  }

  /**
   * Reads the record's value; empty if compaction has removed the record. Fails if Kafka does not
   * respond within 2 s or 1,000 reads are queued.
   */
  Mono<byte[]> read(Topic topic, RecordCoordinates coordinates) {
    TopicPartition partition = new TopicPartition(names.of(topic), coordinates.partition());
    return Mono.fromFuture(
        () -> CompletableFuture.supplyAsync(() -> read(partition, coordinates.offset()), executor));
  }

  private byte @Nullable [] read(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    Instant end = clock.instant().plus(READ_TIMEOUT);
    while (clock.instant().isBefore(end)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        return record.offset() == offset ? record.value() : null;
      }
    }
    throw new TimeoutException(partition + " could not be read in time");
  }

  @Override
  public void close() {
    executor.getQueue().clear();
    executor.shutdown();
    consumer.wakeup();
    try {
      if (executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
