package news.dateline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import news.dateline.consumer.rules.Replay;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of a rebuild share: each test has one feed on a broker of its own, because a rebuild
 * concerns all feeds.
 */
abstract class RebuildFixture {
  static final Duration TIMEOUT = Duration.ofSeconds(120);

  @TempDir Path state;

  private final TestBroker broker = TestBroker.start();
  private final TopicClient feed = new TopicClient(broker.bootstrapServers(), "world");

  /** Ends a rebuild from its progress. */
  static final class Stopped extends RuntimeException {}

  String kafka() {
    return broker.bootstrapServers();
  }

  TopicClient feed() {
    return feed;
  }

  @AfterEach
  final void close() {
    feed.close();
    broker.close();
  }

  static NewsEvent publish(String id) {
    return new NewsEvent.ItemPublished(new ItemId(id), titled("Bridge reopens"));
  }

  static Map<String, NewsEvent> publishes(int count) {
    return publishes(count, "A lead");
  }

  static Map<String, NewsEvent> publishes(int count, String body) {
    return IntStream.range(0, count)
        .boxed()
        .collect(
            Collectors.toMap(
                i -> "e" + i,
                i ->
                    new NewsEvent.ItemPublished(
                        new ItemId("item-" + i), titled("Bridge " + i + " reopens").withBody(body)),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /** Runs the consumer until it has decided these events and all before, and has written all. */
  void decide(Map<String, NewsEvent> events) {
    try (RunningConsumer consumer = RunningConsumer.start(kafka(), state)) {
      if (feed.decided() == 0) {
        await().atMost(TIMEOUT).until(() -> exists(Topic.NEWS_EVENTS));
        feed.open();
      }
      events.forEach(feed::send);
      consumer.ready();
      await()
          .atMost(TIMEOUT)
          .until(() -> events.keySet().stream().noneMatch(id -> feed.outcomes(id).isEmpty()));
    }
    // All that was committed has been read, also the changes of the last outcome.
    await().atMost(TIMEOUT).until(() -> feed.changes().size() == feed.log(Topic.FEED_STATE).size());
  }

  void rebuild(LongConsumer progress) throws InterruptedException {
    new Rebuild(KafkaSettings.of(kafka()), TestProperties.rebuild(state)).run(progress);
    await().atMost(TIMEOUT).until(() -> feed.changes().size() == feed.log(Topic.FEED_STATE).size());
  }

  static LongConsumer stopWhen(LongPredicate condition) {
    return decided -> {
      if (condition.test(decided)) {
        throw new Stopped();
      }
    };
  }

  /**
   * Checks that the newest epoch has every item as the rules decide it, and that the feed's record
   * came after the items that were decided before the rebuild. Each event made one change. Waits,
   * because Kafka shows a transaction on each topic at another moment.
   */
  void assertRebuilt() {
    assertRebuilt(feed);
  }

  static void assertRebuilt(TopicClient feed) {
    await().atMost(TIMEOUT).untilAsserted(() -> checkRebuilt(feed));
  }

  private static void checkRebuilt(TopicClient feed) {
    String epoch = feed.changes().get(feed.changes().size() - 1).epoch();
    List<PublicState> ofEpoch =
        feed.changes().stream().filter(change -> change.epoch().equals(epoch)).toList();
    Map<String, PublicState> newest = new LinkedHashMap<>();
    ofEpoch.forEach(change -> newest.put(new String(change.key(), UTF_8), change));
    assertThat(newest.values().stream().map(Replay::describe))
        .containsExactlyInAnyOrderElementsOf(Replay.of(feed.log(Topic.NEWS_EVENTS), feed.feed()));
    long lastBefore =
        feed.changes().stream()
            .filter(change -> !change.epoch().equals(epoch))
            .mapToLong(PublicState::seq)
            .max()
            .orElseThrow();
    assertThat(ofEpoch.stream().takeWhile(PublicItem.class::isInstance).map(PublicState::seq))
        .containsAll(LongStream.rangeClosed(2, lastBefore).boxed().toList());
    assertThat(epochs(feed)).hasSize(2);
  }

  PublicState last() {
    List<PublicState> changes = feed.changes();
    return changes.get(changes.size() - 1);
  }

  String epoch() {
    return last().epoch();
  }

  List<String> epochs() {
    return epochs(feed);
  }

  private static List<String> epochs(TopicClient feed) {
    return feed.changes().stream().map(PublicState::epoch).distinct().toList();
  }

  /** Returns the generations that have a changelog or a consumer group. */
  List<String> generations() throws Exception {
    try (Admin admin = admin()) {
      return Stream.concat(
              admin.listTopics().names().get().stream()
                  .filter(topic -> topic.endsWith("-public-changelog"))
                  .map(topic -> topic.replace("-public-changelog", "")),
              admin.listGroups().all().get().stream().map(group -> group.groupId()))
          .distinct()
          .sorted()
          .toList();
    }
  }

  private boolean exists(Topic topic) throws Exception {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get().contains(topic.topicName());
    }
  }

  long count(Topic topic) {
    return feed.log(topic).size();
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka()));
  }
}
