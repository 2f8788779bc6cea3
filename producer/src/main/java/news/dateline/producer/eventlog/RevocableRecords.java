package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The records of a compacted topic of which some are final, such as revocations. If the topic holds
 * a later record that is not in force, as after a race of two producers, the one in force is
 * appended again, because compaction keeps the latest record only. Thread-safe.
 *
 * @param <I> the id of a record
 * @param <R> the record
 */
abstract sealed class RevocableRecords<I, R> implements AutoCloseable
    permits Identities, Partners, Sessions {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Scheduler APPENDS = Schedulers.boundedElastic();

  private final RecordType<I, R> type;
  private final CompactedTopicReader reader;
  private final Comparator<R> byIssueTime;
  private final Map<I, R> inForce = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * The records of a topic.
   *
   * @param read reads the value of a record
   * @param choose returns which of two records of an id is in force; the earlier one is first
   * @param append appends a record; may block
   */
  record RecordType<I, R>(
      Topic topic,
      Function<byte @Nullable [], R> read,
      Function<R, I> id,
      Function<R, Instant> issuedAt,
      BinaryOperator<R> choose,
      Function<R, CompletableFuture<?>> append) {}

  RevocableRecords(
      RecordType<I, R> type,
      KafkaSettings kafka,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    this.type = type;
    byIssueTime =
        Comparator.comparing(type.issuedAt()).thenComparing(entry -> type.id().apply(entry) + "");
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, type.topic()),
            new Handler(),
            onTopicMismatch,
            clock);
  }

  /** Keeps what is in force. */
  private final class Handler implements CompactedTopicReader.RecordHandler {
    /** The ids whose latest record is not in force. Used by the reader's thread only. */
    private final Set<I> revived = new HashSet<>();

    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      R later = type.read().apply(entry.value());
      I key = type.id().apply(later);
      if (inForce.merge(key, later, type.choose()).equals(later)) {
        revived.remove(key);
      } else {
        revived.add(key);
      }
    }

    /** Appends again what is in force where the poll has shown no later record that says so. */
    @Override
    public void pollEnded() {
      for (I key : revived) {
        R current = Objects.requireNonNull(inForce.get(key));
        APPENDS.schedule(() -> appendAgain(current));
      }
      revived.clear();
      inForce.values().removeIf(each -> isObsolete(each));
    }
  }

  /** All records, also revoked ones, ordered by the time of issue; as of the call or later. */
  public Mono<List<R>> all() {
    return readToEnd()
        .then(Mono.fromSupplier(() -> inForce.values().stream().sorted(byIssueTime).toList()));
  }

  /** Finds a record, also a revoked one, as of the call or later. */
  public Mono<R> find(I id) {
    return readToEnd().then(Mono.defer(() -> Mono.justOrEmpty(lastRead(id))));
  }

  /** Returns the record as last read, without asking Kafka: for the check of each request. */
  public Optional<R> lastRead(I id) {
    return Optional.ofNullable(inForce.get(id));
  }

  boolean anyMatch(Predicate<R> condition) {
    return inForce.values().stream().anyMatch(condition);
  }

  /** Returns true for a record that no call asks for any more. It is not kept. */
  boolean isObsolete(R current) {
    return false;
  }

  /** Returns true if all records of before the start have been read. */
  public boolean isCaughtUp() {
    return reader.isCaughtUp();
  }

  /** Reads to the end of the topic. Fails if Kafka does not respond within 2 s. */
  private Mono<Void> readToEnd() {
    return Feeds.readToEnd(reader)
        .timeout(LOOKUP_TIMEOUT)
        .onErrorMap(TimeoutException.class, e -> EventLog.unavailable(null));
  }

  CompactedTopicReader reader() {
    return reader;
  }

  void start() {
    reader.start();
  }

  /** Appends the record until Kafka has it. Blocks, so it must not run on the reader's thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is retried here
  private void appendAgain(R current) {
    if (!closed) {
      type.append()
          .apply(current)
          .whenComplete(
              (coordinates, failure) -> {
                if (failure != null) {
                  long delay = RETRY_INTERVAL.toMillis();
                  APPENDS.schedule(() -> appendAgain(current), delay, TimeUnit.MILLISECONDS);
                }
              });
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}
