package news.dateline.producer.eventlog;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import news.dateline.support.kafka.CompactedTopicReader;
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
final class RevocableRecords<I, R> implements CompactedTopicReader.RecordHandler, AutoCloseable {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Scheduler APPENDS = Schedulers.boundedElastic();

  private final Function<byte @Nullable [], R> read;
  private final Function<R, I> id;
  private final BinaryOperator<R> choose;
  private final Function<R, CompletableFuture<?>> append;
  private final Map<I, R> inForce = new ConcurrentHashMap<>();

  /** The ids whose latest record is not in force. Used by the reader's thread only. */
  private final Set<I> revived = new HashSet<>();

  private volatile boolean closed;

  /**
   * @param read reads the value of a record
   * @param choose returns which of two records of an id is in force; the earlier one is first
   * @param append appends a record; may block
   */
  RevocableRecords(
      Function<byte @Nullable [], R> read,
      Function<R, I> id,
      BinaryOperator<R> choose,
      Function<R, CompletableFuture<?>> append) {
    this.read = read;
    this.id = id;
    this.choose = choose;
    this.append = append;
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    R later = read.apply(entry.value());
    I key = id.apply(later);
    if (inForce.merge(key, later, choose).equals(later)) {
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
  }

  Collection<R> all() {
    return inForce.values();
  }

  Optional<R> find(I key) {
    return Optional.ofNullable(inForce.get(key));
  }

  /** Reads to the end of the topic. Fails if Kafka does not respond within 2 s. */
  static Mono<Void> readToEnd(CompactedTopicReader reader) {
    return Feeds.readToEnd(reader)
        .timeout(LOOKUP_TIMEOUT)
        .onErrorMap(TimeoutException.class, e -> EventLog.unavailable(null));
  }

  /** Appends the record until Kafka has it. Blocks, so it must not run on the reader's thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is retried here
  private void appendAgain(R current) {
    if (!closed) {
      append
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
  }
}
