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

/** The partners as {@code partners} has them, at least as new as when they were asked for. */
public final class Partners implements AutoCloseable {
  private static final Duration LOOK_UP = Duration.ofSeconds(2);
  private static final Comparator<Partner> FIRST_ISSUED =
      Comparator.comparing(Partner::issuedAt).thenComparing(partner -> partner.id().value());

  private final Map<PartnerId, Partner> partners = new ConcurrentHashMap<>();
  private final CompactedTopicReader reader;

  Partners(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.PARTNERS),
            new PartnerRecordHandler(partners),
            onTopicMismatch,
            clock);
  }

  /** Every partner, those whose token was taken back too, the first issued first. */
  public Mono<List<Partner>> all() {
    return readToEnd()
        .then(Mono.fromSupplier(() -> partners.values().stream().sorted(FIRST_ISSUED).toList()));
  }

  /** The partner of that id; empty where there never was one. */
  public Mono<Partner> find(PartnerId id) {
    return readToEnd().then(Mono.fromSupplier(() -> partners.get(id)));
  }

  private Mono<Void> readToEnd() {
    return Feeds.readToEnd(reader)
        .timeout(LOOK_UP)
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

  /** Keeps the newest record of each. */
  record PartnerRecordHandler(
Map<PartnerId, Partner> partners)
      implements CompactedTopicReader.RecordHandler {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      Partner partner = Partner.read(entry.value());
      partners.put(partner.id(), partner);
    }
  }
}
