package news.dateline.producer.eventlog;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import reactor.core.publisher.Mono;

/**
 * The partners on the topic {@code partners}, as of the request or later. A revocation is final.
 * Thread-safe.
 */
public final class Partners implements AutoCloseable {
  private static final Comparator<Partner> BY_ISSUE_TIME =
      Comparator.comparing(Partner::issuedAt).thenComparing(partner -> partner.id().value());

  private final RevocableRecords<PartnerId, Partner> records;
  private final CompactedTopicReader reader;

  Partners(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    records = new RevocableRecords<>(Partner::read, Partner::id, Partner::inForce, log::append);
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.PARTNERS),
            records,
            onTopicMismatch,
            clock);
  }

  /** All partners, also revoked ones, ordered by the time of issue. */
  public Mono<List<Partner>> all() {
    return RevocableRecords.readToEnd(reader)
        .then(Mono.fromSupplier(() -> records.all().stream().sorted(BY_ISSUE_TIME).toList()));
  }

  /** Finds a partner, also a revoked one. */
  public Mono<Partner> find(PartnerId id) {
    return RevocableRecords.readToEnd(reader)
        .then(Mono.defer(() -> Mono.justOrEmpty(records.find(id))));
  }

  CompactedTopicReader reader() {
    return reader;
  }

  void start() {
    reader.start();
  }

  @Override
  public void close() {
    records.close();
    reader.close();
  }
}
