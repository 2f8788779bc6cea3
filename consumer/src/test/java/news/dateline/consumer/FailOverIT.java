package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import news.dateline.broker.InProcessBroker;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of two consumers dies while every feed gets twenty events a second. Prints how late its feeds
 * were seen; in this JVM's broker, whose limits for fail-over are those of a standalone run. With
 * {@code -Ddateline.spared=true} nobody dies, which measures an ordinary day.
 */
class FailOverIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final int FEEDS = Integer.getInteger("dateline.feeds", 6);
  private static final boolean SPARED = Boolean.getBoolean("dateline.spared");
  private static final int EVENTS = Integer.getInteger("dateline.events", 300);

  private final List<TopicClient> logs = new ArrayList<>();
  private final List<JavaProcess> consumers = new ArrayList<>();
  private final Map<String, Instant> sentAt = new ConcurrentHashMap<>();

  @Test
  void theOtherInstanceGoesOnWithEveryFeed(@TempDir Path broker, @TempDir Path directory)
      throws Exception {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (InProcessBroker kafka =
        InProcessBroker.start(new InProcessBroker.Settings(broker, "127.0.0.1", 0))) {
      String servers = kafka.bootstrapServers();
      start(servers, "one", directory);
      start(servers, "two", directory);
      IntStream.range(0, FEEDS).forEach(i -> logs.add(new TopicClient(servers, "feed-" + i)));
      logs.forEach(TopicClient::open);
      await().atMost(TIMEOUT).until(() -> logs.stream().allMatch(log -> log.decided() == 1));

      AtomicInteger sent = new AtomicInteger();
      scheduler.scheduleAtFixedRate(() -> publish(sent), 0, 50, TimeUnit.MILLISECONDS);
      await().atMost(TIMEOUT).until(() -> logs.get(0).decided() > EVENTS / 3);
      if (!SPARED) {
        consumers.get(0).kill();
      }
      await().atMost(TIMEOUT).until(() -> sent.get() >= EVENTS);
      scheduler.shutdown();
      assertThat(scheduler.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
      int all = 1 + sent.get();
      await()
          .atMost(TIMEOUT)
          .until(() -> logs.stream().allMatch(log -> log.changes().size() == all));

      logs.forEach(log -> report(log, all));
    } finally {
      scheduler.shutdownNow();
      close();
    }
  }

  @AfterEach
  void close() {
    logs.forEach(TopicClient::close);
    consumers.forEach(JavaProcess::close);
  }

  private void start(String kafka, String instance, Path directory) {
    consumers.add(
        ConsumerProcess.start(
            kafka,
            instance,
            directory,
            "--dateline.consumer.num-standby-replicas=1",
            "--dateline.consumer.sync-every-event=false"));
  }

  private void publish(AtomicInteger sent) {
    String id = "item-" + sent.get();
    for (TopicClient log : logs) {
      sentAt.put(log.feed() + id, Instant.now());
      log.send(id, new NewsEvent.ItemPublished(new ItemId(id), titled("News " + id)));
    }
    sent.incrementAndGet();
  }

  private void report(TopicClient log, int changes) {
    assertThat(log.changes())
        .extracting(PublicState::seq)
        .isEqualTo(LongStream.rangeClosed(1, changes).boxed().toList());
    long[] latencies =
        log.changes().stream()
            // the first third warms up
            .skip(1 + EVENTS / 3)
            .mapToLong(change -> latency(log, (PublicItem) change))
            .sorted()
            .toArray();
    System.out.printf(
        "%s: publish to feed-state p50 %d, p99 %d, max %d ms%n",
        log.feed(),
        latencies[latencies.length / 2],
        latencies[latencies.length * 99 / 100],
        latencies[latencies.length - 1]);
  }

  private long latency(TopicClient log, PublicItem change) {
    Instant sent = sentAt.get(log.feed() + change.item().id().value());
    return Duration.between(sent, log.seenAt(change.seq())).toMillis();
  }
}
