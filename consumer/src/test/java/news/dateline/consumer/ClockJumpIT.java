package news.dateline.consumer;

import static java.time.temporal.ChronoUnit.MILLIS;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicItem;
import news.dateline.events.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker whose clock was ahead, and is right now: records that it stamped are written with their
 * timestamp, on topics that an earlier version created.
 */
@Tag("docker")
class ClockJumpIT extends RebuildFixture {
  private static final String NEWS_EVENTS = Topic.NEWS_EVENTS.topicName();
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String MAX_AHEAD = "message.timestamp.after.max.ms";
  private static final Instant NOW = Instant.now().truncatedTo(MILLIS);
  private static final Instant HOUR_AGO = NOW.minus(Duration.ofHours(1));
  private static final Instant HOUR_AHEAD = NOW.plus(Duration.ofHours(1));
  private static final Instant TWO_HOURS_AHEAD = NOW.plus(Duration.ofHours(2));

  @Test
  void aBrokerThatIsAnHourAheadReleasesNoEmbargo(@TempDir Path otherState) throws Exception {
    try (RunningConsumer consumer = start(state)) {
      send("held", titledAndHeldUntil(NOW.plus(Duration.ofMinutes(30))));
      stamp("ahead", HOUR_AHEAD, event("ahead", Instant.now()).headers());

      assertThat(awaitOutcome("ahead").status()).isEqualTo(Outcome.Status.ACCEPTED);
      consumer.ready();
    }
    try (RunningConsumer consumer = start(otherState)) {
      feed().send("after", publish("after"));
      awaitOutcome("after");
      consumer.ready();
    }

    assertThat(items()).extracting(item -> item.id().value()).containsExactly("ahead", "after");
    assertThat(feed().outcomes("held"))
        .extracting(Outcome::status)
        .containsOnly(Outcome.Status.HELD);
    assertThat(items())
        .extracting(Item::publishedAt)
        .isSorted()
        .allSatisfy(at -> assertThat(at).isBefore(Instant.now().plusSeconds(30)));
  }

  @Test
  void aLogWhoseTimesAreAheadOfTheBrokersIsDecidedAndItsTimeSurvivesAFailOverToAStandby(
      @TempDir Path standbyState) throws Exception {
    RunningConsumer standby;
    try (RunningConsumer consumer = start(state, "instance=a", "num-standby-replicas=1")) {
      stampOfEarlierBuild("ahead", TWO_HOURS_AHEAD);
      awaitOutcome("ahead");
      standby =
          RunningConsumer.start(kafka(), standbyState, "instance=b", "num-standby-replicas=1");
      standby.ready();
      consumer.ready();
    }
    try (standby) {
      feed().send("after", publish("after"));
      awaitOutcome("after");
    }

    assertThat(items())
        .extracting(Item::publishedAt)
        .containsExactly(TWO_HOURS_AHEAD, TWO_HOURS_AHEAD);
  }

  @Test
  void aLogWhoseTimesAreAheadOfTheBrokersIsRebuilt() throws Exception {
    try (RunningConsumer consumer = start(state)) {
      stampOfEarlierBuild("earlier", HOUR_AHEAD.plusSeconds(60));
      stamp("limited", TWO_HOURS_AHEAD, event("limited", Instant.now()).headers());
      stamp("both", TWO_HOURS_AHEAD, event("both", TWO_HOURS_AHEAD).headers());
      awaitOutcome("both");
      consumer.ready();
    }

    rebuild(decided -> {});

    assertRebuilt();
  }

  /** Starts a consumer on topics that have the limit of timestamps that Kafka gives them. */
  private RunningConsumer start(Path stateDir, String... settings) throws Exception {
    RunningConsumer consumer = RunningConsumer.start(kafka(), stateDir, settings).ready();
    if (feed().decided() == 0) {
      feed().open();
      awaitOutcome("open");
    }
    try (Admin admin = admin()) {
      for (String topic : admin.listTopics().names().get()) {
        alter(admin, topic, AlterConfigOp.OpType.DELETE, Map.of(MAX_AHEAD, ""));
      }
    }
    return consumer;
  }

  private Outcome awaitOutcome(String id) {
    await().atMost(TIMEOUT).until(() -> !feed().outcomes(id).isEmpty());
    return feed().outcomes(id).get(0);
  }

  private List<Item> items() {
    await()
        .atMost(TIMEOUT)
        .until(() -> feed().changes().size() == feed().log(Topic.FEED_STATE).size());
    return feed().changes().stream()
        .filter(PublicItem.class::isInstance)
        .map(change -> ((PublicItem) change).item())
        .toList();
  }

  private void send(String id, NewsEvent data) {
    feed().send(id, data);
    awaitOutcome(id);
  }

  private static NewsEvent titledAndHeldUntil(Instant release) {
    return new NewsEvent.ItemPublished(
        new ItemId("held"), titled("Secret").withTimes(null, release));
  }

  private EventEnvelope event(String id, Instant producerTime) {
    return EventEnvelope.withoutActor(
        new EventId("world-" + id), feed().feed(), "/desk/test", producerTime, id, publish(id));
  }

  private void stampOfEarlierBuild(String id, Instant brokerTime) throws Exception {
    stamp(id, brokerTime, event(id, Instant.now()).headers().remove("ce_ruleslevel"));
  }

  /** Appends an event as a broker with another clock would have done. */
  private void stamp(String id, Instant brokerTime, Headers headers) throws Exception {
    try (Admin admin = admin();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      EventEnvelope event = event(id, brokerTime);
      int partition = Topic.partition(event.feed(), producer.partitionsFor(NEWS_EVENTS).size());
      alter(
          admin,
          NEWS_EVENTS,
          AlterConfigOp.OpType.SET,
          Map.of(TIMESTAMP_TYPE, "CreateTime", MAX_AHEAD, String.valueOf(Long.MAX_VALUE)));
      await().atMost(TIMEOUT).until(() -> keepsTimestamps(producer, partition));
      long time = brokerTime.toEpochMilli();
      RecordMetadata appended =
          producer
              .send(
                  new ProducerRecord<>(
                      NEWS_EVENTS, partition, time, event.key(), event.value(), headers))
              .get();
      assertThat(appended.timestamp()).isEqualTo(time);
      alter(admin, NEWS_EVENTS, AlterConfigOp.OpType.SET, Map.of(TIMESTAMP_TYPE, "LogAppendTime"));
      await().atMost(TIMEOUT).until(() -> !keepsTimestamps(producer, partition));
    }
  }

  /**
   * Returns whether the broker writes a record with the timestamp that it was sent with. A broker
   * applies a setting some time after the controller has acknowledged it. The record has no key, so
   * the consumer sets it aside.
   */
  private static boolean keepsTimestamps(KafkaProducer<byte[], byte[]> producer, int partition)
      throws Exception {
    long time = HOUR_AGO.toEpochMilli();
    ProducerRecord<byte[], byte[]> probe =
        new ProducerRecord<>(NEWS_EVENTS, partition, time, null, null, List.of());
    return producer.send(probe).get().timestamp() == time;
  }

  private static void alter(
      Admin admin, String topic, AlterConfigOp.OpType operation, Map<String, String> settings)
      throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
            .map(entry -> new AlterConfigOp(entry, operation))
            .toList();
    admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
  }
}
