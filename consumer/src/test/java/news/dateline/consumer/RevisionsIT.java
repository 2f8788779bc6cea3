package news.dateline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import news.dateline.consumer.rules.Replay;
import news.dateline.consumer.rules.Revisions;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes five weeks of edits of a real newsroom in several feeds at once, then rebuilds them.
 * Prints the rates; {@code -Ddateline.feeds=50} is the measurement of docs/performance/history.md.
 */
@Tag("docker")
class RevisionsIT {
  private static final int FEEDS = Integer.getInteger("dateline.feeds", 3);
  private static final Duration TIMEOUT = Duration.ofMinutes(8);

  /** Fewer changes of a feed mean that events were rejected. */
  private static final int MIN_CHANGES = 6_000;

  private final List<Revisions.Revision> revisions = Revisions.all();
  private final List<FeedId> feeds =
      IntStream.range(0, FEEDS).mapToObj(i -> new FeedId("real-" + i)).toList();

  @Test
  void everyFeedHasTheChangesOfItsReplayAndTheSameStateAfterARebuild(@TempDir Path state)
      throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      String kafka = broker.bootstrapServers();
      try (RunningConsumer consumer =
          RunningConsumer.start(kafka, state, "sync-every-event=false", "num-stream-threads=2")
              .ready()) {
        Instant start = Instant.now();
        sendAll(kafka);
        print("sent", Duration.between(start, Instant.now()));
        awaitDecided(kafka);
        print("decided", Duration.between(start, Instant.now()));
      }
      feeds.forEach(feed -> assertChanges(kafka, feed));

      Map<FeedId, List<PublicState>> before = new HashMap<>();
      feeds.forEach(feed -> before.put(feed, states(kafka, feed)));
      Rebuild rebuild = new Rebuild(KafkaSettings.of(kafka), TestProperties.rebuild(state));
      print("rebuilt", rebuild.run(decided -> {}).took());
      for (FeedId feed : feeds) {
        List<PublicState> all = states(kafka, feed);
        List<PublicState> published = all.subList(before.get(feed).size(), all.size());
        assertThat(published)
            .extracting(Replay::describe)
            .containsExactlyInAnyOrderElementsOf(lastOfEachKey(before.get(feed)))
            .last()
            .isEqualTo("1 \"" + feed + '"');
      }
    }
  }

  private static void assertChanges(String kafka, FeedId feed) {
    assertThat(changes(kafka, feed))
        .hasSizeGreaterThan(MIN_CHANGES)
        .isEqualTo(expected(kafka, feed));
  }

  private static Collection<String> lastOfEachKey(List<PublicState> changes) {
    Map<String, String> last = new HashMap<>();
    changes.forEach(change -> last.put(new String(change.key(), UTF_8), Replay.describe(change)));
    return last.values();
  }

  private void sendAll(String kafka) {
    try (TopicWriter writer = new TopicWriter(kafka)) {
      FeedSettings settings =
          new FeedSettings(
              "News",
              "nl",
              "Europe/Amsterdam",
              List.of(),
              FeedSettings.Access.PUBLIC,
              List.of(),
              null,
              null);
      feeds.forEach(feed -> send(writer, feed, "open", new NewsEvent.FeedDefined(settings)));
      List<Future<RecordMetadata>> last = new ArrayList<>();
      for (int i = 0; i < revisions.size(); i++) {
        String id = "e" + i;
        NewsEvent event = revisions.get(i).event();
        last = feeds.stream().map(feed -> send(writer, feed, id, event)).toList();
      }
      last.forEach(TopicWriter::await);
    }
  }

  private static Future<RecordMetadata> send(
      TopicWriter writer, FeedId feed, String id, NewsEvent data) {
    EventId eventId = new EventId(feed + "-" + id);
    return writer.write(
        EventEnvelope.withoutActor(eventId, feed, "/desk", Instant.now(), id, data));
  }

  private static void awaitDecided(String kafka) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      StartupLag startupLag = new StartupLag(admin, new StateGeneration(KafkaNames.UNPREFIXED, 1));
      await().pollInterval(Duration.ofMillis(50)).atMost(TIMEOUT).until(startupLag::checkCaughtUp);
    }
  }

  private static List<String> changes(String kafka, FeedId feed) {
    return states(kafka, feed).stream().map(Replay::describe).toList();
  }

  private static List<PublicState> states(String kafka, FeedId feed) {
    return TopicClient.log(kafka, Topic.FEED_STATE.topicName(), feed).stream()
        .map(entry -> PublicState.read(entry.key(), entry.value()))
        .filter(change -> change.feed().equals(feed))
        .toList();
  }

  private static List<String> expected(String kafka, FeedId feed) {
    return Replay.of(TopicClient.log(kafka, Topic.NEWS_EVENTS.topicName(), feed), feed);
  }

  private void print(String what, Duration took) {
    int events = FEEDS * revisions.size();
    System.out.printf(
        "%d events of %d feeds %s in %d ms: %d a second%n",
        events, FEEDS, what, took.toMillis(), events * 1_000L / took.toMillis());
  }
}
