package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TopicClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills one of two consumers while every feed gets twenty events a second, on a broker that allows
 * short session timeouts and on one with Kafka's defaults. Bounds the outage of the feeds that move
 * and prints all latencies. With {@code -Ddateline.spared=true} no consumer is killed, to measure
 * normal operation.
 */
class FailOverIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(2);

  /** What limits a fail-over on brokers with Kafka's defaults. */
  private static final Map<String, String> DEFAULT_BROKERS =
      Map.of(
          "group.min.session.timeout.ms", "6000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000");

  /** For the rebalance and the first commits of the other instance, on a machine that is busy. */
  private static final Duration MARGIN = Duration.ofSeconds(8);

  private static final int FEEDS = Integer.getInteger("dateline.feeds", 6);
  private static final boolean SPARED = Boolean.getBoolean("dateline.spared");
  private static final int EVENTS = Integer.getInteger("dateline.events", 300);

  private final List<TopicClient> feeds = new ArrayList<>();
  private final Map<String, JavaProcess> consumers = new HashMap<>();
  private final Map<String, Instant> sentAt = new ConcurrentHashMap<>();

  @Test
  void theOtherInstanceTakesOverTheFeedsOfADeadOneInTime(
      @TempDir Path broker, @TempDir Path directory) throws Exception {
    // the session and the transaction of the dead instance time out at the same time
    failOver(
        new InProcessBroker.Settings(broker, "127.0.0.1", 0),
        directory,
        SESSION_TIMEOUT.plus(MARGIN),
        "--dateline.consumer.session-timeout=" + SESSION_TIMEOUT,
        "--dateline.consumer.transaction-timeout=" + TRANSACTION_TIMEOUT);
  }

  @Test
  void theOtherInstanceTakesOverOnBrokersWithKafkasDefaultsWhichTheConsumerNames(
      @TempDir Path broker, @TempDir Path directory) throws Exception {
    failOver(
        new InProcessBroker.Settings(broker, "127.0.0.1", 0, DEFAULT_BROKERS),
        directory,
        Duration.ofSeconds(6 + 10).plus(MARGIN));

    assertThat(output())
        .contains("A fail-over takes 4 s longer", "A fail-over takes up to 10 s longer");
  }

  private void failOver(
      InProcessBroker.Settings settings, Path directory, Duration maxOutage, String... timeouts)
      throws Exception {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (InProcessBroker kafka = InProcessBroker.start(settings)) {
      String servers = kafka.bootstrapServers();
      start(servers, "one", directory, timeouts);
      start(servers, "two", directory, timeouts);
      IntStream.range(0, FEEDS).forEach(i -> feeds.add(new TopicClient(servers, "feed-" + i)));
      feeds.forEach(TopicClient::open);
      await().atMost(TIMEOUT).until(() -> feeds.stream().allMatch(feed -> feed.decided() == 1));

      AtomicInteger sent = new AtomicInteger();
      scheduler.scheduleAtFixedRate(() -> publish(sent), 0, 50, TimeUnit.MILLISECONDS);
      await().atMost(TIMEOUT).until(() -> feeds.get(0).decided() > EVENTS / 3);
      if (!SPARED) {
        consumers.get(ownerOfTheFirstFeed(servers)).kill();
      }
      Instant killed = Instant.now();
      await().atMost(TIMEOUT).until(() -> sent.get() >= EVENTS);
      scheduler.shutdown();
      assertThat(scheduler.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      int changes = 1 + sent.get();
      await()
          .atMost(TIMEOUT)
          .until(() -> feeds.stream().allMatch(feed -> feed.changes().size() == changes));

      feeds.forEach(feed -> check(feed, changes, killed, maxOutage));
    } finally {
      scheduler.shutdownNow();
      close();
    }
  }

  @AfterEach
  void close() {
    feeds.forEach(TopicClient::close);
    consumers.values().forEach(JavaProcess::close);
  }

  private void start(String kafka, String instance, Path directory, String... timeouts) {
    List<String> flags = new ArrayList<>(List.of(timeouts));
    flags.add("--dateline.consumer.num-standby-replicas=1");
    flags.add("--dateline.consumer.sync-every-event=false");
    consumers.put(
        instance, ConsumerProcess.start(kafka, instance, directory, flags.toArray(String[]::new)));
  }

  /** Kafka Streams appends the number of the stream thread to the name of the instance. */
  private String ownerOfTheFirstFeed(String kafka) throws Exception {
    String topic = Topic.NEWS_EVENTS.topicName();
    String group = new StateGeneration(KafkaNames.UNPREFIXED, 1).applicationId();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      int partitions =
          admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().size();
      int partition = Topic.partition(feeds.get(0).feed(), partitions);
      return admin.describeConsumerGroups(Set.of(group)).all().get().get(group).members().stream()
          .filter(
              member ->
                  member
                      .assignment()
                      .topicPartitions()
                      .contains(new TopicPartition(topic, partition)))
          .map(member -> member.groupInstanceId().orElseThrow().replaceFirst("-\\d+$", ""))
          .findAny()
          .orElseThrow();
    }
  }

  private void publish(AtomicInteger sent) {
    String id = "item-" + sent.get();
    for (TopicClient feed : feeds) {
      sentAt.put(feed.feed() + id, Instant.now());
      feed.send(id, new NewsEvent.ItemPublished(new ItemId(id), titled("News " + id)));
    }
    sent.incrementAndGet();
  }

  private void check(TopicClient feed, int changes, Instant killed, Duration maxOutage) {
    assertThat(feed.changes())
        .extracting(PublicState::seq)
        .isEqualTo(LongStream.rangeClosed(1, changes).boxed().toList());
    long[] latencies =
        feed.changes().stream()
            // The first third warms up.
            .skip(1 + EVENTS / 3)
            .mapToLong(change -> latency(feed, (PublicItem) change))
            .sorted()
            .toArray();
    Duration outage = outage(feed, killed);
    System.out.printf(
        "%s: publish to feed-state p50 %d, p99 %d, max %d ms; outage %d ms%n",
        feed.feed(),
        latencies[latencies.length / 2],
        latencies[latencies.length * 99 / 100],
        latencies[latencies.length - 1],
        outage.toMillis());
    assertThat(outage).as("outage of %s; output: %s", feed.feed(), output()).isLessThan(maxOutage);
  }

  /** Returns the longest time after the kill in which no change was seen. */
  private static Duration outage(TopicClient feed, Instant killed) {
    Instant last = killed;
    Duration longest = Duration.ZERO;
    for (PublicState change : feed.changes()) {
      Instant seen = feed.seenAt(change.seq());
      if (seen.isAfter(last)) {
        longest = Collections.max(List.of(longest, Duration.between(last, seen)));
        last = seen;
      }
    }
    return longest;
  }

  private String output() {
    return consumers.values().stream()
        .flatMap(consumer -> consumer.lines().stream())
        .collect(Collectors.joining("\n"));
  }

  private long latency(TopicClient feed, PublicItem change) {
    Instant sent = sentAt.get(feed.feed() + change.item().id().value());
    return Duration.between(sent, feed.seenAt(change.seq())).toMillis();
  }
}
