package news.dateline.producer.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.ItemId;
import news.dateline.events.Presence;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Who edits an item, by a clock that the test sets. */
class PresencesIT {
  private static final FeedId FEED = new FeedId("world");

  /** The topic keeps records for an hour of Kafka's clock, so the test begins at the present. */
  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private volatile Instant now = START;
  private final InstantSource clock = () -> now;
  private final TestBroker broker = TestBroker.start();
  private final KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
  private TopicWriter topics;
  private FreeSpace space;
  private EventLog log;
  private Presences presences;

  @BeforeEach
  void start() {
    TopicWriter.createTopics(broker.bootstrapServers(), 1);
    topics = new TopicWriter(broker.bootstrapServers());
    space = new FreeSpace(kafka, DataSize.ofBytes(0));
    log = new EventLog(kafka, space, (topic, partitions) -> partitions);
    presences = new Presences(kafka, log, e -> {}, clock.withZone(ZoneOffset.UTC));
    presences.start();
  }

  @AfterEach
  void stop() {
    presences.close();
    log.close();
    space.close();
    topics.close();
    broker.close();
  }

  @Test
  void anEditorIsForgottenFifteenSecondsAfterTheLastAnnouncement() {
    announced("ferry", START);
    awaitEdited("ferry");

    now = START.plus(Duration.ofSeconds(10));
    announced("ferry", now);
    announced("bridge", now);
    awaitEdited("bridge", "ferry");

    now = START.plus(Duration.ofSeconds(25)).minusMillis(1);
    assertThat(edited()).containsExactly("bridge", "ferry");
    now = START.plus(Duration.ofSeconds(25));
    assertThat(edited()).isEmpty();
  }

  @Test
  void aRecordOfFifteenSecondsAgoIsNotShownToAnEditorWhoComesLater() {
    announced("ferry", START.minusSeconds(15));
    announced("bridge", START.minusSeconds(14));

    awaitEdited("bridge");
  }

  private void announced(String item, Instant at) {
    Presence presence =
        new Presence(
            FEED, new ItemId(item), new IdentityId("0f7c1a52-6f43-4a3e-9d0c-2f5a1c0b7e11"), START);
    TopicWriter.await(topics.write(presence, at));
  }

  private void awaitEdited(String... items) {
    await().untilAsserted(() -> assertThat(edited()).containsExactly(items));
  }

  /** The items of the feed that somebody edits now. */
  private List<String> edited() {
    return presences.of(FEED).stream().map(presence -> presence.item().value()).sorted().toList();
  }
}
