package news.dateline.producer.eventlog;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import reactor.core.publisher.Mono;

/**
 * The identities on the topic {@code identities}. A revocation and the erasure of a name are final.
 * Thread-safe.
 */
public final class Identities implements AutoCloseable {
  private static final Comparator<Identity> BY_ISSUE_TIME =
      Comparator.comparing(Identity::issuedAt).thenComparing(identity -> identity.id().value());

  private final RevocableRecords<IdentityId, Identity> records;
  private final CompactedTopicReader reader;

  Identities(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    records = new RevocableRecords<>(Identity::read, Identity::id, Identity::inForce, log::append);
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.IDENTITIES),
            records,
            onTopicMismatch,
            clock);
  }

  /** All identities, also revoked ones, ordered by the time of issue; as of the call or later. */
  public Mono<List<Identity>> all() {
    return RevocableRecords.readToEnd(reader)
        .then(Mono.fromSupplier(() -> records.all().stream().sorted(BY_ISSUE_TIME).toList()));
  }

  /** Finds an identity, also a revoked one, as of the call or later. */
  public Mono<Identity> find(IdentityId id) {
    return RevocableRecords.readToEnd(reader)
        .then(Mono.defer(() -> Mono.justOrEmpty(records.find(id))));
  }

  /** Returns the identity as last read, without asking Kafka: for the check of each request. */
  public Optional<Identity> lastRead(IdentityId id) {
    return records.find(id);
  }

  /** Returns the name as last read; empty if it is not known, or erased. */
  public Optional<String> name(IdentityId id) {
    return lastRead(id).map(identity -> identity.profile().name());
  }

  boolean anyMatch(Predicate<Identity> condition) {
    return records.all().stream().anyMatch(condition);
  }

  /** Returns true if all identities of before the start have been read. */
  public boolean isCaughtUp() {
    return reader.isCaughtUp();
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
