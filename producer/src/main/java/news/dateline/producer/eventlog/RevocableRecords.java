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

  private final Form<I, R> form;
  private final Function<R, CompletableFuture<?>> append;
  private final Map<I, R> inForce = new ConcurrentHashMap<>();

  /** The ids whose latest record is not in force. Used by the reader's thread only. */
  private final Set<I> revived = new HashSet<>();

  private volatile boolean closed;

  /** How to read the records, and which of two is in force. */
  interface Form<I, R> {
    R read(byte @Nullable [] value);

    I id(R entry);

    /** Returns which is in force; {@code earlier} is null for the first record of an id. */
    R inForce(@Nullable R earlier, R later);
  }

  /**
   * @param append appends a record; may block
   */
  RevocableRecords(Form<I, R> form, Function<R, CompletableFuture<?>> append) {
    this.form = form;
    this.append = append;
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    R later = form.read(entry.value());
    I id = form.id(later);
    R current = form.inForce(inForce.get(id), later);
    inForce.put(id, current);
    if (current.equals(later)) {
      revived.remove(id);
    } else {
      revived.add(id);
    }
  }

  /** Appends again what is in force where the poll has shown no later record that says so. */
  @Override
  public void pollEnded() {
    for (I id : revived) {
      R current = Objects.requireNonNull(inForce.get(id));
      APPENDS.schedule(() -> appendAgain(current));
    }
    revived.clear();
  }

  Collection<R> all() {
    return inForce.values();
  }

  Optional<R> find(I id) {
    return Optional.ofNullable(inForce.get(id));
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
