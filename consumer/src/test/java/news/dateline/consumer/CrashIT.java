package news.dateline.consumer;

import static news.dateline.events.ItemContent.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import news.dateline.consumer.rules.Replay;
import news.dateline.events.Breaking;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class CrashIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final int KILLS = 5;

  private final String kafka = TestBroker.shared().bootstrapServers();
  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void fiveKillsNeitherLoseNorRepeatNorRenumberAnEvent(@TempDir Path directory) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    JavaProcess consumer = ConsumerProcess.start(kafka, "crash", directory);
    try (TopicClient feed = new TopicClient(kafka, "crash")) {
      feed.open();
      await().atMost(TIMEOUT).until(() -> feed.decided() == 1);
      scheduler.scheduleAtFixedRate(() -> send(feed, random), 0, 10, TimeUnit.MILLISECONDS);
      for (int kill = 0; kill < KILLS; kill++) {
        int goal = feed.decided() + random.nextInt(200);
        await()
            .pollInterval(Duration.ofMillis(2))
            .atMost(TIMEOUT)
            .until(() -> feed.decided() >= goal);
        consumer.kill();
        consumer = ConsumerProcess.start(kafka, "crash", directory);
      }
      stop(scheduler);
      await().atMost(TIMEOUT).until(() -> feed.decided() > sent.get());

      // Outcomes may be read before the changes of their transaction, and timers may still fire.
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(TIMEOUT)
          .untilAsserted(() -> check(feed, seed));
    } finally {
      scheduler.shutdownNow();
      consumer.close();
    }
  }

  private void check(TopicClient feed, long seed) {
    List<PublicState> changes = feed.changes();
    assertThat(changes)
        .as("seed " + seed)
        .extracting(PublicState::seq)
        .isEqualTo(LongStream.rangeClosed(1, changes.size()).boxed().toList());
    assertThat(changes).extracting(PublicState::epoch).containsOnly(changes.get(0).epoch());
    assertThat(changes.stream().map(Replay::describe).toList())
        .isEqualTo(Replay.of(feed.log(Topic.NEWS_EVENTS), feed.feed()));
    IntStream.range(0, sent.get())
        .forEach(i -> assertThat(finalOutcomes(feed.outcomes("e" + i))).as("e" + i).hasSize(1));
  }

  private static List<Outcome> finalOutcomes(List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.status() != Outcome.Status.HELD).toList();
  }

  private void send(TopicClient feed, Random random) {
    int number = sent.get();
    feed.send("e" + number, event(random, number));
    sent.incrementAndGet();
  }

  private static NewsEvent event(Random random, int number) {
    ItemId id = new ItemId("item-" + random.nextInt(1 + number / 4));
    return switch (random.nextInt(10)) {
      case 0 -> new NewsEvent.ItemRetracted(id, "wrong", null);
      case 1 -> new NewsEvent.ItemRestored(id, titled("Back " + number), null);
      case 2 -> new NewsEvent.ItemPinned(id);
      case 3 ->
          new NewsEvent.BreakingStarted(id, Breaking.Level.MAJOR, Instant.now().plusMillis(700));
      case 4 -> new NewsEvent.ItemCorrected(id, "note", titled("Right " + number), null);
      case 5 ->
          new NewsEvent.ItemPublished(
              new ItemId("held-" + number),
              titled("Held " + number).withTimes(null, Instant.now().plusMillis(500)));
      case 6, 7 -> new NewsEvent.ItemUpdated(id, titled("Update " + number), null, false);
      default -> new NewsEvent.ItemPublished(new ItemId("item-" + number), titled("New " + number));
    };
  }

  private static void stop(ScheduledExecutorService scheduler) {
    scheduler.shutdown();
    await().until(scheduler::isTerminated);
  }
}
