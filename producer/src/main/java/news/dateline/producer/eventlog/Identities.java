package news.dateline.producer.eventlog;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;

/**
 * The identities on the topic {@code identities}. A revocation and the erasure of a name are final.
 * Thread-safe.
 */
public final class Identities extends RevocableRecords<IdentityId, Identity> {
  Identities(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    super(
        new RecordType<IdentityId, Identity>(
            Topic.IDENTITIES,
            Identity::read,
            Identity::id,
            Identity::issuedAt,
            Identity::inForce,
            log::append),
        kafka,
        onTopicMismatch,
        clock);
  }

  /** Returns the name as last read; empty if it is not known, or erased. */
  public Optional<String> name(IdentityId id) {
    return lastRead(id).map(identity -> identity.profile().name());
  }
}
