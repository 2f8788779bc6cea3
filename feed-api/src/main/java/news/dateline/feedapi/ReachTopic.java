package news.dateline.feedapi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import news.dateline.events.Reach;
import news.dateline.events.Topic;
import news.dateline.support.kafka.FailureReason;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.producer.RecoveringProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the topic {@code reach} on a thread of its own; feed-api writes to no other topic.
 * While Kafka takes nothing, records are dropped, because newer ones follow. Thread-safe.
 */
final class ReachTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReachTopic.class);
  private static final String NOT_WRITTEN =
      "The number of streams that a change has reached cannot be written for the desk";
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final FailureReason reason;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "write-reach");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean failing;

  /** Created with the first record; for the worker's thread. */
  private @Nullable RecoveringProducer producer;

  ReachTopic(KafkaSettings kafka) {
    this.kafka = kafka;
    this.reason = new FailureReason(kafka, AclOperation.WRITE, Topic.REACH);
  }

  /** Writes the records, or drops them if earlier ones are still waiting for Kafka. */
  void write(List<Reach> reports) {
    if (reports.isEmpty() || !busy.compareAndSet(false, true)) {
      return;
    }
    try {
      worker.execute(
          () -> {
            try {
              sendAll(reports);
            } catch (KafkaException e) {
              written(e);
            } finally {
              busy.set(false);
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("The service stops");
    }
  }

  /** Stops at the first record that fails, because each one would block for a second. */
  private void sendAll(List<Reach> reports) {
    for (Reach report : reports) {
      send(report);
      if (failing) {
        return;
      }
    }
  }

  /**
   * Sends the report. Blocks for up to 2 s while Kafka is unavailable; the callback receives the
   * failure.
   */
  private void send(Reach report) {
    if (producer == null) {
      producer = newProducer();
    }
    producer.send(
        new ProducerRecord<>(kafka.names().of(Topic.REACH), report.key(), report.value()),
        (metadata, failure) -> written(failure));
  }

  private RecoveringProducer newProducer() {
    return new RecoveringProducer(
        kafka.producer(
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20)));
  }

  /** Logs each new reason of a failure, and the end of the failures. */
  private void written(@Nullable Exception failure) {
    failing = failure != null;
    if (failure != null) {
      reason.ifNew(failure).ifPresent(why -> log.warn("{}: {}", NOT_WRITTEN, why));
    } else if (reason.clear()) {
      log.info("The number of streams that a change has reached is written again");
    }
  }

  /** Waits for up to a second for what is being written. */
  @Override
  public void close() {
    worker.execute(
        () -> {
          if (producer != null) {
            producer.close();
          }
        });
    worker.shutdown();
    try {
      worker.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
