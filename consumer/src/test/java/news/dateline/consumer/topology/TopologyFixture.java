package news.dateline.consumer.topology;

import static news.dateline.events.ItemContent.titled;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology on Kafka Streams' test driver. The wall clock starts at {@link #NOON}. */
final class TopologyFixture implements AutoCloseable {
  static final FeedId WORLD = new FeedId("world");
  static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");
  static final Duration SEGMENT = Duration.ofMinutes(10);

  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;
  private final TestOutputTopic<String, byte[]> states;
  private final TestOutputTopic<String, byte[]> deskStates;
  private final TestOutputTopic<String, byte[]> outcomes;
  private final TestOutputTopic<String, byte[]> timerEvents;

  TopologyFixture(Path stateDir) {
    this(stateDir, () -> "k3f9");
  }

  /**
   * @param epochs called whenever an event is decided
   */
  TopologyFixture(Path stateDir, Supplier<String> epochs) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy:1234");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(
            FeedTopology.build(
                KafkaNames.UNPREFIXED,
                epochs,
                new FeedTopology.Timing(SEGMENT, Duration.ofMillis(25)),
                outcome -> {}),
            settings,
            NOON);
    events =
        driver.createInputTopic(
            "news-events", new ByteArraySerializer(), new ByteArraySerializer());
    states = output(Topic.FEED_STATE);
    deskStates = output(Topic.DESK_STATE);
    outcomes = output(Topic.NEWS_OUTCOMES);
    timerEvents = output(Topic.NEWS_EVENTS);
  }

  private TestOutputTopic<String, byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.topicName(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  void open() {
    FeedSettings profile =
        new FeedSettings(
            "World", "en", "UTC", List.of(), FeedSettings.Access.PUBLIC, List.of(), null, null);
    send("open", NOON, new NewsEvent.FeedDefined(profile));
  }

  void send(String id, Instant time, NewsEvent data) {
    send(id, time, data, Actor.UNKNOWN);
  }

  void send(String id, Instant time, NewsEvent data, Actor actor) {
    send(time, event(id, time, data, actor));
  }

  /** Sends an event whose {@code ce_time} differs from the time of the broker. */
  void send(String id, Instant brokerTime, Instant producerTime, NewsEvent data) {
    send(brokerTime, event(id, producerTime, data, Actor.UNKNOWN));
  }

  private void send(Instant brokerTime, EventEnvelope event) {
    send(brokerTime, event.key(), event.value(), event.headers());
  }

  static EventEnvelope event(String id, Instant producerTime, NewsEvent data, Actor actor) {
    return new EventEnvelope(
        new EventId(id), WORLD, "/desk/test", producerTime, "digest", data, actor);
  }

  void send(Instant time, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    events.pipeInput(new TestRecord<>(key, value, headers, time));
  }

  static NewsEvent publish(String id, String title) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled(title));
  }

  static NewsEvent hold(String id, String title, Instant until) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled(title).withTimes(null, until));
  }

  void advanceWallClock(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** Returns the changes since the last call, without segment roll records. */
  List<PublicState> changes() {
    List<PublicState> changes = new ArrayList<>();
    for (TestRecord<String, byte[]> entry : states.readRecordsToList()) {
      if (!entry.key().equals(Topic.SEGMENT_ROLL_KEY)) {
        changes.add(PublicState.read(entry.key().getBytes(), entry.value()));
      }
    }
    return changes;
  }

  List<TestRecord<String, byte[]>> rawFeedState() {
    return states.readRecordsToList();
  }

  KeyValueStore<String, byte[]> publicStore() {
    return driver.getKeyValueStore("public");
  }

  KeyValueStore<String, byte[]> deskStore() {
    return driver.getKeyValueStore("desk");
  }

  KeyValueStore<String, Long> timerStore() {
    return driver.getKeyValueStore("timers");
  }

  /** Publishes so many items that values read before are read from the stores again. */
  void evictCaches() {
    for (int i = 0; i < 501; i++) {
      send("filler-" + i, NOON, publish("filler-" + i, "News"));
    }
  }

  List<DeskState> desk() {
    return deskStates.readValuesToList().stream().map(DeskState::read).toList();
  }

  List<TestRecord<String, byte[]>> rawOutcomes() {
    return outcomes.readRecordsToList();
  }

  List<Outcome> outcomes() {
    return outcomes.readValuesToList().stream()
        .map(json -> Json.read(json, Outcome.class))
        .toList();
  }

  /** Returns the timer events written to {@code news-events} since the last call. */
  List<TestRecord<String, byte[]>> timerEvents() {
    return timerEvents.readRecordsToList();
  }

  void discardOutput() {
    states.readRecordsToList();
    deskStates.readRecordsToList();
    outcomes.readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
