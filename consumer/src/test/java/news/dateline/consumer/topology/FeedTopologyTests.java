package news.dateline.consumer.topology;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import news.dateline.events.EditorialEvent;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedProfile;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Rejection;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTopologyTests {
  private static final FeedId WORLD = new FeedId("world");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;
  private final TestOutputTopic<byte[], byte[]> states;
  private final TestOutputTopic<String, byte[]> outcomes;

  FeedTopologyTests(@TempDir Path stateDir) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(
            FeedTopology.build(() -> "k3f9", Duration.ofMinutes(10), outcome -> {}), settings);
    events =
        driver.createInputTopic(
            "news-events", new ByteArraySerializer(), new ByteArraySerializer());
    states =
        driver.createOutputTopic(
            "feed-state", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    outcomes =
        driver.createOutputTopic(
            "news-outcomes", new StringDeserializer(), new ByteArrayDeserializer());
    send(
        "open",
        NOON,
        new NewsEvent.FeedDefined(
            new FeedProfile("World", "en", "UTC", List.of(), FeedProfile.Access.PUBLIC)));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anEventBecomesAChangeAndAnOutcome() {
    send("e1", NOON, publish("a", "Bridge reopens"));

    assertThat(changes()).extracting(PublicState::seq).containsExactly(1L, 2L);
    assertThat(outcomes.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly("open", "e1");
  }

  @Test
  void aRepeatedEventTellsItsOutcomeAgainUnderItsNewPlace() {
    send("e1", NOON, publish("a", "Bridge reopens"));
    send("e1", NOON, publish("a", "Bridge reopens"));

    List<TestRecord<String, byte[]>> told = outcomes.readRecordsToList().subList(1, 3);
    assertThat(told.get(1).value()).isEqualTo(told.get(0).value());
    assertThat(told)
        .extracting(outcome -> new String(outcome.headers().lastHeader("cause").value()))
        .containsExactly("0@1", "0@2");
    assertThat(changes()).hasSize(2);
  }

  @Test
  void anEventIdIsKnownForSevenDays() {
    send("e1", NOON, publish("a", "Bridge reopens"));
    send("tick", NOON.plusSeconds(7 * 86_400), publish("b", "A week later"));
    send("e1", NOON.plusSeconds(7 * 86_400), publish("a", "Bridge reopens"));

    assertThat(lastOutcome().firstSeq()).isEqualTo(2);
  }

  @Test
  void timeIsTheLargestSeenAndNeverStepsBack() {
    send("e1", NOON.plusSeconds(60), publish("a", "First"));
    send("e2", NOON, publish("b", "Second"));

    PublicState.OfItem second = (PublicState.OfItem) changes().get(2);
    assertThat(second.item().publishedAt()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void aRecordThatCannotBeReadIsSkippedWithAnOutcomeWhereItsIdIsKnown() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", "broken".getBytes());
    events.pipeInput(new TestRecord<>("world".getBytes(), "{".getBytes(), headers, NOON));
    events.pipeInput(new TestRecord<>(null, null, new RecordHeaders(), NOON));
    send("e1", NOON, publish("a", "Bridge reopens"));

    List<Outcome> told =
        outcomes.readValuesToList().stream().map(json -> Json.read(json, Outcome.class)).toList();
    assertThat(told).extracting(Outcome::reason).containsExactly(null, Rejection.UNREADABLE, null);
    assertThat(changes()).hasSize(2);
  }

  @Test
  void theRecordsOnFeedStateAreWhatReadersRead() {
    send("e1", NOON, publish("a", "Bridge reopens"));
    send("e2", NOON, new NewsEvent.ItemRetracted(new ItemId("a"), "Wrong bridge", null));

    PublicState.OfItem last = (PublicState.OfItem) changes().get(2);
    assertThat(last.item().retracted()).isTrue();
    assertThat(new String(last.value())).doesNotContain("Bridge reopens");
  }

  private static NewsEvent publish(String id, String title) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled(title));
  }

  private void send(String id, Instant time, NewsEvent data) {
    EditorialEvent event =
        new EditorialEvent(new EventId(id), WORLD, "/desk/test", NOON, "digest", data);
    events.pipeInput(new TestRecord<>(event.key(), event.value(), event.headers(), time));
  }

  private List<PublicState> changes() {
    List<PublicState> changes = new ArrayList<>();
    states
        .readRecordsToList()
        .forEach(entry -> changes.add(PublicState.read(entry.key(), entry.value())));
    return changes;
  }

  private Outcome lastOutcome() {
    List<byte[]> all = outcomes.readValuesToList();
    return Json.read(all.get(all.size() - 1), Outcome.class);
  }
}
