package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The partners on the topic {@code partners}, as of the request or later. A revocation is final: if
 * the topic holds a later record with a token, as after a race of two producers, the revocation is
 * appended again, because compaction keeps the latest record only. Thread-safe.
 */
public final class Partners implements AutoCloseable {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Scheduler APPENDS = Schedulers.boundedElastic();
  private static final Comparator<Partner> BY_ISSUE_TIME =
      Comparator.comparing(Partner::issuedAt).thenComparing(partner -> partner.id().value());

  private final Map<PartnerId, Partner> partners = new ConcurrentHashMap<>();
  private final EventLog log;
  private final CompactedTopicReader reader;
  private volatile boolean closed;

  /** Applies the records, and appends a revocation again once a poll has shown no later one. */
  private final class PartnerRecordHandler implements CompactedTopicReader.RecordHandler {
    private final Set<PartnerId> revived = new HashSet<>();

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
      Partner read = Partner.read(record.value());
      Partner inForce = Partner.inForce(partners.get(read.id()), read);
      partners.put(read.id(), inForce);
      if (inForce.revokedAt() != null && read.revokedAt() == null) {
        revived.add(read.id());
      } else {
        revived.remove(read.id());
      }
    }

    @Override
    public void pollEnded() {
      for (PartnerId id : revived) {
        Partner revoked = Objects.requireNonNull(partners.get(id));
        APPENDS.schedule(() -> revokeAgain(revoked));
      }
      revived.clear();
    }
  }

  Partners(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    this.log = log;
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.PARTNERS),
            new PartnerRecordHandler(),
            onTopicMismatch,
            clock);
  }

  /** All partners, also revoked ones, ordered by the time of issue. */
  public Mono<List<Partner>> all() {
    return readToEnd()
        .then(Mono.fromSupplier(() -> partners.values().stream().sorted(BY_ISSUE_TIME).toList()));
  }

  /** Finds a partner, also a revoked one. */
  public Mono<Partner> find(PartnerId id) {
    return readToEnd().then(Mono.fromSupplier(() -> partners.get(id)));
  }

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

  @Override
  public void close() {
    closed = true;
    reader.close();
  }

  /**
   * Appends the revocation until Kafka has it. Blocks, so it must not run on the reader's thread.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is retried here
  private void revokeAgain(Partner revoked) {
    if (!closed) {
      log.append(revoked)
          .whenComplete(
              (coordinates, failure) -> {
                if (failure != null) {
                  long delay = RETRY_INTERVAL.toMillis();
                  APPENDS.schedule(() -> revokeAgain(revoked), delay, TimeUnit.MILLISECONDS);
                }
              });
    }
  }
}
