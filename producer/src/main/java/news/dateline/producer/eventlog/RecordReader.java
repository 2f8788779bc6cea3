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
 * Reads single records by their places, one after the other. On a thread of its own, for those that
 * wait here must not take the threads that publish.
 */
final class RecordReader implements AutoCloseable {
  private static final int MOST_WAITING = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Clock clock;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> new Thread(task, "read-record"));

  RecordReader(KafkaSettings kafka, Clock clock) {
    this.clock = clock;
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(
                Map.of(
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                    // one record is wanted, not the records that follow it
                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 * 1024,
                    // the consumer fetches the following records all the same, and the next read
                    // waits until that fetch has returned
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1)));
  }

  /**
   * The record's value; empty where compaction has taken it, for a newer one has come. Fails while
   * Kafka does not answer, or while too many wait.
   */
  Mono<byte[]> read(Topic topic, RecordCoordinates place) {
    TopicPartition partition = new TopicPartition(topic.topicName(), place.partition());
    return Mono.fromFuture(
        () -> CompletableFuture.supplyAsync(() -> read(partition, place.offset()), thread));
  }

  private byte @Nullable [] read(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    Instant end = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(end)) {
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
        return entry.offset() == offset ? entry.value() : null;
      }
    }
    throw new TimeoutException(partition + " does not answer");
  }

  @Override
  public void close() {
    thread.getQueue().clear();
    thread.shutdown();
    consumer.wakeup();
    try {
      if (thread.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        consumer.close(CloseOptions.timeout(CLOSE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
