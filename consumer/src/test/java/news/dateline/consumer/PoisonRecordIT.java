package news.dateline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.events.EventId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Records that were written to {@code news-events} by hand, on a broker of its own. */
@Tag("docker")
class PoisonRecordIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String NOTE = "x".repeat(600_000);
  private static final String TYPE = "news.dateline.";

  @Test
  void eachGetsItsOutcomeAndTheFeedAndARebuildGoOn(@TempDir Path state) throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      String kafka = broker.bootstrapServers();
      try (RunningConsumer consumer = RunningConsumer.start(kafka, state).ready();
          TopicClient feed = new TopicClient(kafka, "poisoned")) {
        feed.open();
        feed.send("first", publish("a"));
        feed.send("long", correct(NOTE));
        List<String> poison = writePoison(kafka, feed);
        feed.send("last", publish("b"));

        await().atMost(TIMEOUT).until(() -> !feed.outcomes("last").isEmpty());
        assertThat(feed.outcomes("last"))
            .extracting(Outcome::status)
            .containsExactly(Outcome.Status.ACCEPTED);
        for (String id : poison) {
          assertThat(feed.outcomes(id))
              .as(id)
              .singleElement()
              .returns(RejectionReason.UNREADABLE, Outcome::reason)
              .matches(outcome -> outcome.at().matches("\\d+@\\d+"));
        }
        assertThat(consumer.readiness()).isEqualTo(Status.UP);
        assertThat(consumer.liveness()).isEqualTo(Status.UP);
      }
      Rebuild.Report rebuilt =
          new Rebuild(KafkaSettings.of(kafka), TestProperties.rebuild(state)).run(decided -> {});
      assertThat(rebuilt.events()).isPositive();
    }
  }

  /** Writes one record of each shape and returns the ids of their events. */
  private static List<String> writePoison(String kafka, TopicClient feed) throws Exception {
    List<String> ids = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = Topic.NEWS_EVENTS.topicName();
      int partition = Topic.partition(feed.feed(), producer.partitionsFor(topic).size());
      for (List<String> shape : shapes()) {
        String id = "poison-" + ids.size();
        ids.add(id);
        producer
            .send(
                new ProducerRecord<>(
                    topic,
                    partition,
                    null,
                    feed.feed().value().getBytes(UTF_8),
                    shape.get(1).getBytes(UTF_8),
                    headers(feed.feed() + "-" + id, TYPE + shape.get(0))))
            .get();
      }
    }
    return ids;
  }

  /** Returns the type and the value of each record. */
  private static List<List<String>> shapes() {
    return List.of(
        List.of("item.published", "{}"),
        List.of("item.published", "null"),
        List.of("item.retracted", "{\"reason\":\"x\"}"),
        List.of("feed.closed", "null"),
        List.of("feed.defined", "{}"),
        List.of("item.published", "[".repeat(100_000)),
        List.of("timer.due", "{}"),
        List.of("item.updated", "{\"id\":\"a\",\"item\":{\"title\":1},\"ifVersion\":1e99}"),
        // with the note before it, the item does not fit into a record
        List.of("item.corrected", new String(Json.write(correct(NOTE)), UTF_8)));
  }

  private static List<Header> headers(String id, String type) {
    return Stream.of(
            new String[] {"ce_specversion", "1.0"},
            new String[] {"ce_id", new EventId(id).value()},
            new String[] {"ce_type", type},
            new String[] {"ce_source", "/hand"},
            new String[] {"ce_time", "2025-02-04T12:00:00Z"},
            new String[] {"ce_digest", "cafe"})
        .<Header>map(header -> new RecordHeader(header[0], header[1].getBytes(UTF_8)))
        .toList();
  }

  private static NewsEvent correct(String note) {
    return new NewsEvent.ItemCorrected(new ItemId("a"), note, titled("Bridge"), null);
  }

  private static NewsEvent publish(String id) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Bridge reopens"));
  }
}
