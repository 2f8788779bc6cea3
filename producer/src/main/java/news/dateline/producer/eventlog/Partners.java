package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

/** The partners on the topic {@code partners}, as of the request or later. Thread-safe. */
public final class Partners implements AutoCloseable {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);
  private static final Comparator<Partner> BY_ISSUE_TIME =
      Comparator.comparing(Partner::issuedAt).thenComparing(partner -> partner.id().value());

  private final Map<PartnerId, Partner> partners = new ConcurrentHashMap<>();
  private final CompactedTopicReader reader;

  Partners(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.PARTNERS),
            this::read,
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
    reader.close();
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Partner partner = Partner.read(record.value());
    partners.put(partner.id(), partner);
  }
}
