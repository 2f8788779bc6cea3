package news.dateline.support.kafka.producer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that also writes if Kafka has refused its password or certificate at first. An
 * idempotent producer of Kafka loses its only request for a producer id then (KAFKA-20237), and all
 * its records expire. It is replaced as soon as Kafka answers. Thread-safe.
 */
public final class RecoveringProducer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RecoveringProducer.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /** With TLS 1.3 a certificate is refused after the handshake, which is counted by the second. */
  private static final Set<String> REFUSALS =
      Set.of("failed-authentication-total", "failed-reauthentication-total");

  private final Map<String, Object> settings;

  /** Held for writing while a producer takes the place of another. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private volatile Producer<byte[], byte[]> producer;
  private @Nullable MeterRegistry registry;
  private @Nullable KafkaClientMetrics metrics;
  private volatile boolean hasWritten;
  private volatile boolean mayBeStuck;
  private boolean closed;

  /**
   * @param settings those of a Kafka producer, with serializers
   */
  public RecoveringProducer(Map<String, Object> settings) {
    this.settings = settings;
    producer = new KafkaProducer<>(settings);
  }

  /** Returns the partitions of a topic, as {@link Producer#partitionsFor} does. */
  public List<PartitionInfo> partitionsFor(String topic) {
    List<PartitionInfo> partitions;
    lock.readLock().lock();
    try {
      partitions = producer.partitionsFor(topic);
    } catch (KafkaException e) {
      recordFailure(e);
      throw e;
    } finally {
      lock.readLock().unlock();
    }
    if (mayBeStuck) {
      replace();
    }
    return partitions;
  }

  /**
   * Sends a record, as {@link Producer#send} does.
   *
   * @param callback is called also if this method does not throw what it fails with
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback receives a failure
  public void send(ProducerRecord<byte[], byte[]> entry, Callback callback) {
    if (mayBeStuck) {
      partitionsFor(entry.topic());
    }
    lock.readLock().lock();
    try {
      producer.send(
          entry,
          (metadata, failure) -> {
            if (failure == null) {
              hasWritten = true;
              mayBeStuck = false;
            } else {
              recordFailure(failure);
            }
            callback.onCompletion(metadata, failure);
          });
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Only a producer that has never written, and that Kafka has refused, can lack its id. */
  private void recordFailure(Exception failure) {
    if (!hasWritten
        && (failure instanceof AuthenticationException
            || (failure instanceof TimeoutException && wasRefused()))) {
      mayBeStuck = true;
    }
  }

  private boolean wasRefused() {
    return producer.metrics().values().stream()
        .filter(metric -> REFUSALS.contains(metric.metricName().name()))
        .anyMatch(metric -> metric.metricValue() instanceof Double refused && refused > 0);
  }

  private void replace() {
    Producer<byte[], byte[]> former;
    lock.writeLock().lock();
    try {
      if (!mayBeStuck || hasWritten || closed) {
        return;
      }
      former = producer;
      producer = new KafkaProducer<>(settings);
      mayBeStuck = false;
      bindMetrics();
    } finally {
      lock.writeLock().unlock();
    }
    log.info("A producer that has never written is replaced, because Kafka answers now");
    // after the lock is released: the callbacks of its records may send others
    former.close(Duration.ZERO);
  }

  /** Binds the metrics of the Kafka producer, also of one that takes its place. */
  public void bindTo(MeterRegistry registry) {
    lock.writeLock().lock();
    try {
      this.registry = registry;
      bindMetrics();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void bindMetrics() {
    if (metrics != null) {
      metrics.close();
    }
    MeterRegistry target = registry;
    if (target != null) {
      KafkaClientMetrics bound = new KafkaClientMetrics(producer);
      bound.bindTo(target);
      metrics = bound;
    }
  }

  /** Waits for up to a second for what is being written. */
  @Override
  public void close() {
    Producer<byte[], byte[]> last;
    lock.writeLock().lock();
    try {
      closed = true;
      last = producer;
      if (metrics != null) {
        metrics.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
    last.close(CLOSE_TIMEOUT);
  }
}
