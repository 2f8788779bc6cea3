package news.dateline.support.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic on a thread of its own, without a consumer group, and keeps
 * reading until it is closed. Reads committed records only. Reconnects if Kafka is unavailable.
 * After an error it goes on behind the last record that the handler was given: an older one never
 * follows a newer one, unless Kafka has lost the newer one. Thread-safe.
 */
public final class CompactedTopicReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CompactedTopicReader.class);

  /** Kafka counts as away if it has not answered for this long. */
  public static final Duration CONTACT_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

  /** A start is complete once the end of the topic is reached this soon after it is looked up. */
  private static final Duration MAX_START_LAG = Duration.ofSeconds(1);

  /** The number of times that a start looks up the end of a topic that grows faster than it. */
  private static final int MAX_START_READS = 20;

  private final Source source;
  private final RecordDelivery delivery;
  private final java.util.function.Consumer<TopicMismatchException> onTopicMismatch;
  private final Clock clock;
  private final Thread thread;
  private final EndRequests requests = new EndRequests();
  private volatile @Nullable Consumer<byte[], byte[]> polled;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> start;
  private final Instant created;
  private volatile Instant lastAnswer = Instant.EPOCH;
  private final ReadFailures failures;

  /**
   * The topic and how to reach it.
   *
   * @param tailOffsets number of offsets before the end of each partition at which reading starts;
   *     {@link Long#MAX_VALUE} to read all records
   */
  public record Source(KafkaSettings kafka, Topic topic, long tailOffsets) {
    /** Returns a source of all records of the topic. */
    public static Source all(KafkaSettings kafka, Topic topic) {
      return new Source(kafka, topic, Long.MAX_VALUE);
    }
  }

  /** Receives the records on the reader's thread, those of a partition in order. */
  public interface RecordHandler {
    /** Receives one record. If it throws, the record is set aside: counted and logged once. */
    void read(ConsumerRecord<byte[], byte[]> entry);

    /** Called after all records of a poll. */
    default void pollEnded() {}
  }

  /**
   * @param onTopicMismatch called on the reader's thread, which then ends, if the topics do not fit
   */
  public CompactedTopicReader(
      Source source,
      RecordHandler handler,
      java.util.function.Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    this.source = source;
    this.failures = new ReadFailures(source);
    this.delivery = new RecordDelivery(handler);
    this.onTopicMismatch = onTopicMismatch;
    this.clock = clock;
    this.created = clock.instant();
    this.thread = new Thread(failures.during(this::run), "read-" + source.topic().topicName());
    this.start = readUntilLevel(MAX_START_READS);
  }

  public void start() {
    thread.start();
  }

  /** Completes once the records that were committed {@link #MAX_START_LAG} ago have been read. */
  private CompletableFuture<Void> readUntilLevel(int reads) {
    Instant asked = clock.instant();
    return readToEnd()
        .thenCompose(
            end ->
                reads == 1 || asked.plus(MAX_START_LAG).isAfter(clock.instant())
                    ? CompletableFuture.completedFuture(null)
                    : readUntilLevel(reads - 1));
  }

  /**
   * Returns true if all records committed at the start have been read, and those committed
   * meanwhile up to a second ago.
   */
  public boolean isCaughtUp() {
    return start.isDone();
  }

  /** Returns true if Kafka has answered within the given time. */
  public boolean lastContactWithin(Duration silence) {
    return thread.isAlive() && lastAnswer.isAfter(clock.instant().minus(silence));
  }

  /** Returns the time since Kafka last answered or, if it never has, since this was created. */
  public Duration silence() {
    Instant since = lastAnswer.isAfter(created) ? lastAnswer : created;
    return Duration.between(since, clock.instant());
  }

  public Topic topic() {
    return source.topic();
  }

  /** Returns the number of partitions that this read at first, as checked; 0 before that. */
  public int partitions() {
    return delivery.offsets().partitions();
  }

  /** Returns true if Kafka has answered within {@link #CONTACT_TIMEOUT}. */
  public boolean isConnected() {
    return lastContactWithin(CONTACT_TIMEOUT);
  }

  /** Returns false before the start, after a topic mismatch and once the reader is closed. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Returns the number of records that could not be read and were set aside. */
  public long dropped() {
    return delivery.setAside();
  }

  /**
   * Returns a future that completes, on the reader's thread, when all records committed at the time
   * of the call have been read. Waits up to one second for a commit that is in progress.
   */
  public CompletableFuture<Void> readToEnd() {
    CompletableFuture<Void> read = requests.add();
    wakeUp();
    return read;
  }

  /** Stops the reader and waits up to 3 s for its thread. */
  @Override
  public void close() {
    closed.countDown();
    wakeUp();
    try {
      thread.join(Duration.ofSeconds(3).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wakeUp() {
    Consumer<byte[], byte[]> current = polled;
    if (current != null) {
      current.wakeup();
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (Admin admin = Admin.create(source.kafka().admin());
          Consumer<byte[], byte[]> consumer = AssignedConsumers.of(source)) {
        polled = consumer;
        if (new TopicAdmin(admin, source.kafka().names()).check().isPresent()) {
          follow(consumer, admin);
        }
      } catch (WakeupException e) {
        log.debug("Interrupted before reading {}", source.topic().topicName());
      } catch (TopicMismatchException e) {
        onTopicMismatch.accept(e);
        return;
      } catch (KafkaException | TopicsUnavailableException e) {
        failures.add(e);
      } catch (RuntimeException e) {
        // the message may quote a record
        log.error(
            "Reading {} failed and begins again: {}",
            source.topic().topicName(),
            UnreadableRecordException.reason(e));
      } finally {
        polled = null;
      }
      pause();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Admin admin)
      throws TopicsUnavailableException {
    List<TopicPartition> partitions = AssignedConsumers.assignAll(consumer, source);
    delivery.offsets().seek(consumer, partitions);
    while (closed.getCount() > 0) {
      try {
        delivery.deliver(consumer.poll(requests.isEmpty() ? POLL_TIMEOUT : Duration.ZERO));
        if (!requests.isEmpty() || !lastContactWithin(PROBE_INTERVAL)) {
          lookUpEnds(consumer, partitions, admin);
        }
        requests.complete(consumer, clock.instant());
      } catch (WakeupException e) {
        // a request or the close of the reader, which the loop handles
      } catch (TimeoutException e) {
        // Kafka is unavailable: requests keep waiting, and lastAnswer makes the health unready
      }
    }
  }

  private void lookUpEnds(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Admin admin)
      throws TopicsUnavailableException {
    requests.begin();
    EndOffsets ends = EndOffsets.of(admin, partitions);
    lastAnswer = clock.instant();
    failures.clear();
    delivery.offsets().rewindTruncated(consumer, ends);
    requests.setEnds(ends, lastAnswer);
  }

  private void pause() {
    try {
      closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
