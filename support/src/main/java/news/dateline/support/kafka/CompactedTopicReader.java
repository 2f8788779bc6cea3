package news.dateline.support.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of one topic into memory and goes on reading, on a thread of its own: no
 * consumer group, committed records only. Kafka being away delays it and nothing else. After an
 * error it may read records again, so a handler must not mind.
 */
public final class CompactedTopicReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CompactedTopicReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  // how long after a commit its partitions may be marked
  private static final Duration MARKS = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CONNECTED = Duration.ofSeconds(10);
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final Source source;
  private final RecordHandler handler;
  private final java.util.function.Consumer<TopicMismatchException> onTopicMismatch;
  private final Clock clock;
  private final Thread thread;
  private final AtomicReference<@Nullable CompletableFuture<Void>> asked = new AtomicReference<>();
  private final List<Waiter> waiters = new ArrayList<>();
  // for whom the end is being looked up: the reader's thread only
  private @Nullable CompletableFuture<Void> answering;
  private volatile @Nullable Consumer<byte[], byte[]> polled;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> start;
  private volatile Instant lastAnswer = Instant.EPOCH;
  private final AtomicLong dropped = new AtomicLong();

  /**
   * What to read.
   *
   * * @param tailOffsets how many offsets to go back from each partition's end at the start; {@link
   *     Long#MAX_VALUE} for all
   */
  public record Source(KafkaSettings kafka, Topic topic, long tailOffsets) {
    /** Returns a source of all records of the topic. */
    public static Source all(KafkaSettings kafka, Topic topic) {
      return new Source(kafka, topic, Long.MAX_VALUE);
    }
  }

  /** Takes the records, in order within a partition, always on the reader's thread. */
  public interface RecordHandler {
    /**
     * One record; an {@link UnreadableRecordException} has it counted, logged by its place and
     * skipped.
     */
    void read(ConsumerRecord<byte[], byte[]> entry);

    /** All records of one poll have been handed over. */
    default void pollEnded() {}
  }

  /** Whoever was told of a commit may be waiting for its marks, but not for what hangs open. */
  private record Waiter(EndOffsets ends, Instant marked, CompletableFuture<Void> reached) {
    boolean isReached(Consumer<?, ?> consumer, Instant now) {
      return ends.areWrittenRead(consumer)
          || (!now.isBefore(marked) && ends.areCommittedRead(consumer));
    }
  }

  /**
   * @param onTopicMismatch called on the reader's thread, which then ends, if the topics are not
   *     what Dateline needs
   */
  public CompactedTopicReader(
      Source source,
      RecordHandler handler,
      java.util.function.Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    this.source = source;
    this.handler = handler;
    this.onTopicMismatch = onTopicMismatch;
    this.clock = clock;
    this.thread = new Thread(this::run, "read-" + source.topic().topicName());
    this.start = readToEnd();
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was there at the start has been read. */
  public boolean isCaughtUp() {
    return start.isDone();
  }

  /** Whether Kafka has answered within the given time. */
  public boolean lastContactWithin(Duration silence) {
    return thread.isAlive() && lastAnswer.isAfter(clock.instant().minus(silence));
  }

  public Topic topic() {
    return source.topic();
  }

  /** Returns true if Kafka has answered within the last 10 s. */
  public boolean isConnected() {
    return lastContactWithin(CONNECTED);
  }

  /** Whether the reader is still at work: false once closed, refused or broken. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Records skipped because they could not be read. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Completes, on the reader's thread, once everything committed at the time of the call has been
   * read. What is just being committed then is waited for, a second at most.
   */
  public CompletableFuture<Void> readToEnd() {
    // all who ask before the end is looked up share one answer: asking costs nothing while Kafka is
    // away
    CompletableFuture<Void> shared =
        Objects.requireNonNull(
            asked.updateAndGet(open -> open == null ? new CompletableFuture<>() : open));
    wakeUp();
    return shared.copy();
  }

  /** Stops the thread and waits for it. */
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
    while (!isClosed()) {
      try (Admin admin = Admin.create(source.kafka().admin());
          Consumer<byte[], byte[]> consumer = AssignedConsumers.of(source)) {
        polled = consumer;
        if (new TopicAdmin(admin).check().isPresent()) {
          follow(consumer, admin);
        }
      } catch (WakeupException e) {
        log.debug("woken while starting to read {}", source.topic().topicName());
      } catch (TopicMismatchException e) {
        onTopicMismatch.accept(e);
        return;
      } catch (KafkaException | TopicsUnavailableException e) {
        log.warn("{} cannot be read now: {}", source.topic().topicName(), e.getMessage());
      } finally {
        polled = null;
      }
      pause();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Admin admin)
      throws TopicsUnavailableException {
    List<TopicPartition> partitions = AssignedConsumers.assignAll(consumer, source);
    while (!isClosed()) {
      try {
        handOver(consumer.poll(nobodyAsks() ? POLL : Duration.ZERO));
        if (!nobodyAsks() || !lastContactWithin(PROBE)) {
          askForEnd(partitions, admin);
        }
        completeWaiters(consumer);
      } catch (WakeupException e) {
        // someone asked, or we are closing: the loop looks at both
      } catch (TimeoutException e) {
        // Kafka is away: who waits goes on waiting, and health tells by the last answer
      }
    }
  }

  private void handOver(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> entry : records) {
      try {
        if (!Topic.isSegmentRoll(entry.key())) {
          handler.read(entry);
        }
      } catch (UnreadableRecordException e) {
        skip(entry, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // JSON of the right form whose values make no sense; the handler has changed nothing
        skip(entry, e.getClass().getSimpleName());
      }
    }
    if (!records.isEmpty()) {
      handler.pollEnded();
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> entry, String fault) {
    dropped.incrementAndGet();
    log.warn("skipped {}-{}@{}: {}", entry.topic(), entry.partition(), entry.offset(), fault);
  }

  private boolean nobodyAsks() {
    return asked.get() == null && answering == null;
  }

  private void askForEnd(List<TopicPartition> partitions, Admin admin)
      throws TopicsUnavailableException {
    if (answering == null) {
      answering = asked.getAndSet(null);
    }
    EndOffsets ends = EndOffsets.of(admin, partitions);
    Instant now = clock.instant();
    lastAnswer = now;
    if (answering != null) {
      waiters.add(new Waiter(ends, now.plus(MARKS), answering));
      answering = null;
    }
  }

  private void completeWaiters(Consumer<byte[], byte[]> consumer) {
    for (Waiter waiter : List.copyOf(waiters)) {
      if (waiter.isReached(consumer, clock.instant())) {
        waiters.remove(waiter);
        waiter.reached().complete(null);
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
