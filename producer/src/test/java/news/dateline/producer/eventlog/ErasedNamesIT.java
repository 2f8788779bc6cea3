package news.dateline.producer.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ErasedNamesIT {
  private static final Instant NOW = Instant.parse("2025-02-04T12:00:00Z");

  @Test
  void theSegmentsWithAnErasedNameAreEndedForAnHour() throws TopicsUnavailableException {
    try (TestBroker broker = TestBroker.start()) {
      String kafka = broker.bootstrapServers();
      TopicWriter.createTopics(kafka, 1);
      try (TopicWriter topics = new TopicWriter(kafka)) {
        TopicWriter.await(topics.write(identity().erased(NOW.minus(Duration.ofMinutes(59)))));
      }
      // each start of a producer ends the segments once, and then again while a name is recent
      assertThat(endsOf(kafka, NOW)).isGreaterThan(1);
      assertThat(endsOf(kafka, NOW.plus(Duration.ofHours(1)))).isEqualTo(1);
    }
  }

  @Test
  void withoutAnErasedNameNothingIsAppended() throws TopicsUnavailableException {
    try (TestBroker broker = TestBroker.start()) {
      TopicWriter.createTopics(broker.bootstrapServers(), 1);
      try (TopicWriter topics = new TopicWriter(broker.bootstrapServers())) {
        TopicWriter.await(topics.write(identity()));
      }
      assertThat(endsOf(broker.bootstrapServers(), NOW)).isZero();
    }
  }

  /** Runs a producer's part for some rounds and returns how many records it appended. */
  private static long endsOf(String kafka, Instant now) throws TopicsUnavailableException {
    KafkaSettings settings = KafkaSettings.of(kafka);
    // once in each round after the first
    AtomicInteger rounds = new AtomicInteger();
    InstantSource clock =
        () -> {
          rounds.incrementAndGet();
          return now;
        };
    try (Admin admin = Admin.create(settings.admin())) {
      long before = end(admin);
      try (FreeSpace space = new FreeSpace(settings, DataSize.ofBytes(0));
          EventLog log = new EventLog(settings, space);
          Identities identities = new Identities(settings, log, e -> {}, Clock.systemUTC());
          ErasedNames names =
              new ErasedNames(
                  identities, log, clock.withZone(ZoneOffset.UTC), Duration.ofMillis(100))) {
        identities.start();
        await().untilAsserted(() -> assertThat(rounds).as("%s", names).hasValueGreaterThan(3));
      }
      // the event log has sent what was appended, and is closed
      return end(admin) - before;
    }
  }

  private static long end(Admin admin) throws TopicsUnavailableException {
    return new TopicAdmin(admin)
        .ends(Topic.IDENTITIES.topicName())
        .get(new TopicPartition(Topic.IDENTITIES.topicName(), 0));
  }

  private static Identity identity() {
    IdentityProfile profile =
        new IdentityProfile("Forgotten", List.of(Role.EDITOR), null, null, null);
    return Identity.issued(
        new IdentityId(UUID.randomUUID().toString()), profile, "ab".repeat(32), NOW);
  }
}
