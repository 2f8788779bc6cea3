package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicsUnavailableException;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a generation takes over, with a feed in each partition. */
@Tag("docker")
class RebuildGenerationsIT extends RebuildFixture {
  private static final int PARTITIONS = 4;
  private static final StateGeneration FIRST = StateGeneration.first(KafkaNames.UNPREFIXED);
  private static final StateGeneration SECOND = FIRST.next();
  private static final List<Topic> WRITTEN =
      List.of(Topic.NEWS_EVENTS, Topic.FEED_STATE, Topic.DESK_STATE, Topic.NEWS_OUTCOMES);

  private final List<TopicClient> others = new ArrayList<>();
  private StateGenerations generations;
  private Admin admin;

  @BeforeEach
  void connect() {
    admin = admin();
    generations = new StateGenerations(KafkaSettings.of(kafka()), admin, state);
  }

  @AfterEach
  void disconnect() {
    others.forEach(TopicClient::close);
    admin.close();
  }

  @Test
  void aRebuildPublishesTheFeedsOfAllPartitions() throws Exception {
    decideInAllPartitions();

    rebuild(decided -> {});

    assertRebuilt();
    others.forEach(RebuildFixture::assertRebuilt);
    assertThat(generations()).containsExactly(SECOND.applicationId());
  }

  @Test
  void aGenerationCountsOnlyOnceItHasReachedItsPredecessorInEveryPartition() throws Exception {
    decideInAllPartitions();
    Map<TopicPartition, Long> position = generations.committed(FIRST);
    assertThat(position).hasSize(PARTITIONS);
    for (TopicPartition partition : position.keySet()) {
      generations.commit(SECOND, oneBefore(position, partition));

      assertThat(generations.hasReached(SECOND, position)).isFalse();
      assertThat(generations.adoptComplete()).contains(FIRST);
      assertThat(generations.existing()).containsExactly(FIRST);
    }
    generations.commit(SECOND, position);

    await().atMost(TIMEOUT).until(() -> generations.adoptComplete().equals(Optional.of(SECOND)));
    assertThat(generations.existing()).containsExactly(SECOND);
  }

  @Test
  void aRebuildFailsIfAConsumerHasDecidedAFurtherEventMeanwhile() throws Exception {
    decide(publishes(20));
    Map<TopicPartition, Long> position = generations.committed(FIRST);
    Map<TopicPartition, Long> earlier = oneBefore(position, partition(feed().feed()));
    long last = earlier.values().stream().mapToLong(Long::longValue).sum();
    await().atMost(TIMEOUT).until(() -> !generations.isRunning(FIRST));
    generations.commit(FIRST, earlier);

    // commits as a consumer does that goes on after a long pause of its process
    assertThatThrownBy(
            () ->
                rebuild(
                    decided -> {
                      if (decided == last) {
                        commit(position);
                      }
                    }))
        .isInstanceOf(RebuildFailedException.class)
        .hasMessageContaining("a consumer has decided further events");

    decide(Map.of("next", publish("next")));
    assertThat(last().seq()).isEqualTo(22);
    assertThat(epochs()).hasSize(1);
    assertThat(generations()).containsExactly(FIRST.applicationId());
  }

  @Test
  void aReplayWritesToNoTopicBeforeItIsComplete() throws Exception {
    Map<String, NewsEvent> events = publishes(20);
    events.put(
        "held",
        new NewsEvent.ItemPublished(
            new ItemId("held"),
            titled("Secret").withTimes(null, Instant.now().plusSeconds(86_400))));
    decide(events);
    List<Long> before = WRITTEN.stream().map(this::count).toList();
    assertThat(before).doesNotContain(0L);

    assertThatThrownBy(() -> rebuild(stopWhen(decided -> decided == count(Topic.NEWS_EVENTS))))
        .isInstanceOf(Stopped.class);

    assertThat(WRITTEN.stream().map(this::count)).isEqualTo(before);
    int deskStates = feed().deskStates().size();
    decide(Map.of());
    assertRebuilt();
    await().atMost(TIMEOUT).until(() -> feed().deskStates().size() > deskStates);
  }

  /** Opens a feed in each partition, and publishes in each. */
  private void decideInAllPartitions() {
    decide(publishes(3));
    Stream<FeedId> feeds =
        IntStream.range(1, PARTITIONS)
            .mapToObj(i -> feedIn((partition(feed().feed()).partition() + i) % PARTITIONS));
    feeds.forEach(feed -> others.add(new TopicClient(kafka(), feed.value())));
    try (RunningConsumer consumer = RunningConsumer.start(kafka(), state)) {
      consumer.ready();
      for (TopicClient other : others) {
        other.open();
        other.send("a", publish("a"));
      }
      await()
          .atMost(TIMEOUT)
          .until(() -> others.stream().allMatch(other -> other.changes().size() == 2));
    }
  }

  private static FeedId feedIn(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new FeedId("feed-" + i))
        .filter(feed -> partition(feed).partition() == partition)
        .findFirst()
        .orElseThrow();
  }

  private static TopicPartition partition(FeedId feed) {
    return new TopicPartition(Topic.NEWS_EVENTS.topicName(), Topic.partition(feed, PARTITIONS));
  }

  private static Map<TopicPartition, Long> oneBefore(
      Map<TopicPartition, Long> position, TopicPartition partition) {
    Map<TopicPartition, Long> earlier = new HashMap<>(position);
    earlier.merge(partition, -1L, Long::sum);
    return earlier;
  }

  private void commit(Map<TopicPartition, Long> position) {
    try {
      generations.commit(FIRST, position);
    } catch (TopicsUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }
}
