package news.dateline.producer.eventlog;

import java.time.Clock;
import java.util.function.Consumer;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;

/** The partners on the topic {@code partners}. A revocation is final. Thread-safe. */
public final class Partners extends RevocableRecords<PartnerId, Partner> {
  Partners(
      KafkaSettings kafka,
      EventLog log,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    super(
        new RecordType<PartnerId, Partner>(
            Topic.PARTNERS,
            Partner::read,
            Partner::id,
            Partner::issuedAt,
            Partner::inForce,
            log::append),
        kafka,
        onTopicMismatch,
        clock);
  }
}
