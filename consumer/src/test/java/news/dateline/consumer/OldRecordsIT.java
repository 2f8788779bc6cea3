package news.dateline.consumer;

import static java.time.temporal.ChronoUnit.MILLIS;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.NewsEvent;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.Replication;
import news.dateline.support.kafka.TopicAdmin;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is older than the records that the brokers take from clients by default. */
class OldRecordsIT {
  private static final String NEWS_EVENTS = Topic.NEWS_EVENTS.topicName();
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Map<String, String> SEVEN_DAYS =
      Map.of("log.message.timestamp.before.max.ms", "604800000");
  private static final Instant OLD = Instant.now().minus(Duration.ofDays(30)).truncatedTo(MILLIS);

  @Test
  void aLogThatIsOlderThanWhatTheBrokersTakeIsDecidedAndRebuilt(
      @TempDir Path log, @TempDir Path state) throws Exception {
    try (InProcessBroker broker =
        InProcessBroker.start(new InProcessBroker.Settings(log, "127.0.0.1", 0, SEVEN_DAYS))) {
      String kafka = broker.bootstrapServers();
      writeOldLog(kafka);
      try (TopicClient feed = new TopicClient(kafka, "world")) {
        try (RunningConsumer consumer = RunningConsumer.start(kafka, state)) {
          await().atMost(TIMEOUT).until(() -> feed.changes().size() == 2);
          consumer.ready();
        }

        new Rebuild(KafkaSettings.of(kafka), TestProperties.rebuild(state)).run(decided -> {});

        RebuildFixture.assertRebuilt(feed);
      }
    }
  }

  /** Writes events as a broker would have stamped them, before the other topics exist. */
  private static void writeOldLog(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      admin.createTopics(List.of(eventsWithTimesOfClients())).all().get();
      FeedSettings settings =
          new FeedSettings(
              "News", "en", "UTC", List.of(), FeedSettings.Access.PUBLIC, List.of(), null, null);
      write(producer, "open", new NewsEvent.FeedDefined(settings));
      write(producer, "old", RebuildFixture.publish("old"));
      stampByTheBroker(admin);
    }
  }

  private static void stampByTheBroker(Admin admin) throws Exception {
    ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, NEWS_EVENTS);
    ConfigEntry ofBroker = new ConfigEntry(TIMESTAMP_TYPE, "LogAppendTime");
    AlterConfigOp set = new AlterConfigOp(ofBroker, AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(events, List.of(set))).all().get();
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                admin
                    .describeConfigs(List.of(events))
                    .all()
                    .get()
                    .get(events)
                    .get(TIMESTAMP_TYPE)
                    .value()
                    .equals(ofBroker.value()));
  }

  private static NewTopic eventsWithTimesOfClients() {
    NewTopic events =
        TopicAdmin.topics(KafkaNames.UNPREFIXED, 1, Replication.SINGLE, false).stream()
            .filter(topic -> topic.name().equals(NEWS_EVENTS))
            .findAny()
            .orElseThrow();
    Map<String, String> settings = new HashMap<>(events.configs());
    settings.put(TIMESTAMP_TYPE, "CreateTime");
    settings.put("message.timestamp.before.max.ms", String.valueOf(Long.MAX_VALUE));
    return events.configs(settings);
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, String id, NewsEvent data)
      throws Exception {
    EventEnvelope event =
        EventEnvelope.withoutActor(
            new EventId("world-" + id), new FeedId("world"), "/desk/test", OLD, id, data);
    producer
        .send(
            new ProducerRecord<>(
                NEWS_EVENTS, 0, OLD.toEpochMilli(), event.key(), event.value(), event.headers()))
        .get();
  }
}
