package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.Identity;
import news.dateline.events.IdentityId;
import news.dateline.events.IdentityProfile;
import news.dateline.events.Role;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.support.kafka.TopicsUnavailableException;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void anErasedNameIsGoneFromTheFilesOfKafkaOnAQuietTopic(@TempDir Path files) throws Exception {
    try (InProcessBroker broker =
        InProcessBroker.start(new InProcessBroker.Settings(files, "127.0.0.1", 0))) {
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers());
      TopicWriter.createTopics(broker.bootstrapServers(), 1);
      Identity named = identity();
      try (TopicWriter topics = new TopicWriter(broker.bootstrapServers())) {
        TopicWriter.await(topics.write(named));
        TopicWriter.await(topics.write(named.erased(NOW)));
      }
      assertThat(filesWithTheName(files)).isNotEmpty();
      try (FreeSpace space = new FreeSpace(settings, DataSize.ofBytes(0));
          EventLog log = new EventLog(settings, space, (topic, partitions) -> partitions);
          Identities identities = new Identities(settings, log, e -> {}, Clock.systemUTC())) {
        identities.start();
        await().until(identities::isCaughtUp);
        // the reader checks the settings of the topic at its start
        TopicWriter.shortenIntervals(
            broker.bootstrapServers(), Topic.IDENTITIES.topicName()::equals);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (ErasedNames names = new ErasedNames(identities, log, clock, Duration.ofSeconds(2))) {
          await()
              .atMost(Duration.ofMinutes(2))
              .ignoreExceptions() // a file may be deleted while the directory is read
              .pollInterval(Duration.ofSeconds(1))
              .untilAsserted(() -> assertThat(filesWithTheName(files)).as("%s", names).isEmpty());
        }
      }
    }
  }

  private static List<Path> filesWithTheName(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).filter(ErasedNamesIT::hasTheName).toList();
    }
  }

  private static boolean hasTheName(Path file) {
    try {
      return Files.readString(file, ISO_8859_1).contains("Forgotten");
    } catch (NoSuchFileException e) {
      return false; // the broker has deleted a segment
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
          EventLog log = new EventLog(settings, space, (topic, partitions) -> partitions);
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
    return new TopicAdmin(admin, KafkaNames.UNPREFIXED)
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
