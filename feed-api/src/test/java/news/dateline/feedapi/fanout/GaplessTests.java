package news.dateline.feedapi.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.Filter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaplessTests {
  private static final List<FeedStateSamples> FEEDS =
      List.of(FeedStateSamples.of("world", "aaaa"), FeedStateSamples.of("sport", "bbbb"));
  private static final FeedId WORLD = FEEDS.get(0).feed();
  private static final Filter STORM =
      new Filter(List.of(Set.of(new Facet(Facet.Kind.TAG, "storm"))));
  private static final List<Selection> SELECTIONS =
      List.of(
          Selection.of(WORLD, Filter.NONE),
          Selection.of(WORLD, STORM),
          new Selection(FEEDS.stream().map(FeedStateSamples::feed).toList(), true, Filter.NONE),
          new Selection(FEEDS.stream().map(FeedStateSamples::feed).toList(), true, STORM));

  /** Makes random changes, which depend only on the seed. */
  private static final class ConcurrentWriter {
    private final Random random;
    private final Map<String, PublicItem> items = new HashMap<>();
    private final long[] seqs = {1, 1};

    ConcurrentWriter(Random random) {
      this.random = random;
    }

    PublicState[] changes() {
      PublicState[] changes = new PublicState[1 + random.nextInt(4)];
      for (int i = 0; i < changes.length; i++) {
        changes[i] = change();
      }
      return changes;
    }

    private PublicState change() {
      int feed = random.nextInt(FEEDS.size());
      long seq = ++seqs[feed];
      if (random.nextInt(20) == 0) {
        return FEEDS.get(feed).revised(seq, "Revised " + seq);
      }
      String id = "i" + random.nextInt(15);
      return items.compute(feed + id, (key, was) -> next(was, FEEDS.get(feed), id, seq));
    }

    private PublicItem next(PublicItem was, FeedStateSamples feed, String id, long seq) {
      String tag = random.nextBoolean() ? "storm" : "ferry";
      ItemContent content =
          FeedStateSamples.keyEvent("News", "town", tag)
              .withBody("x".repeat(1 + random.nextInt(3) * 9_000));
      if (was == null) {
        return FeedStateSamples.withContent(feed.published(id, seq, random.nextInt(600)), content);
      }
      if (was.item().retracted()) {
        return FeedStateSamples.restored(was, seq, content);
      }
      return random.nextInt(6) == 0
          ? FeedStateSamples.retracted(was, seq, "wrong")
          : FeedStateSamples.updated(was, seq, content);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everySubscriberConvergesOnTheFeed(long seed) {
    Random random = new Random(seed);
    ConcurrentWriter writer = new ConcurrentWriter(random);
    try (DeliveryFixture fixture = new DeliveryFixture()) {
      FEEDS.forEach(feed -> fixture.publish(feed.opened(1)));
      List<ModelSubscriber> subscribers = subscribers(fixture, new DeliveryFixture.Loop());
      for (int step = 0; step < 600; step++) {
        ModelSubscriber subscriber = subscribers.get(random.nextInt(subscribers.size()));
        switch (random.nextInt(6)) {
          case 0 -> subscriber.reconnect();
          case 1 -> fixture.time.advanceTimeBy(Duration.ofSeconds(random.nextInt(16)));
          case 2, 3 -> subscriber.requestMore(1 + random.nextInt(3));
          default -> fixture.publish(writer.changes());
        }
      }

      subscribers.forEach(ModelSubscriber::reconnectAndReadAll);

      subscribers.forEach(subscriber -> subscriber.assertUpToDate(fixture.feeds));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everySubscriberConvergesOnTheFeedOnSeveralThreads(long seed) throws InterruptedException {
    Random random = new Random(seed);
    ConcurrentWriter writer = new ConcurrentWriter(random);
    List<ExecutorService> loops = List.of(loop(), loop());
    try (DeliveryFixture fixture = new DeliveryFixture()) {
      FEEDS.forEach(feed -> fixture.publish(feed.opened(1)));
      List<ModelSubscriber> subscribers = new ArrayList<>();
      loops.forEach(loop -> subscribers.addAll(subscribers(fixture, loop)));
      for (int step = 0; step < 2_000; step++) {
        fixture.publish(writer.changes());
        ModelSubscriber subscriber = subscribers.get(random.nextInt(subscribers.size()));
        if (random.nextInt(5) == 0) {
          on(loops, subscribers, subscriber).execute(subscriber::reconnect);
        } else {
          subscriber.requestMore(2);
        }
      }

      for (ModelSubscriber subscriber : subscribers) {
        on(loops, subscribers, subscriber).execute(subscriber::reconnectAndReadAll);
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> subscriber.assertUpToDate(fixture.feeds));
      }
    } finally {
      loops.forEach(ExecutorService::shutdown);
      assertThat(loops.get(0).awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static ExecutorService loop() {
    return Executors.newSingleThreadExecutor();
  }

  private static Executor on(
      List<ExecutorService> loops, List<ModelSubscriber> subscribers, ModelSubscriber subscriber) {
    return loops.get(subscribers.indexOf(subscriber) / SELECTIONS.size());
  }

  private static List<ModelSubscriber> subscribers(DeliveryFixture fixture, Executor loop) {
    List<ModelSubscriber> subscribers = new ArrayList<>();
    for (Selection selection : SELECTIONS) {
      Position begin =
          new Position(
              selection.feeds().stream()
                  .map(feed -> new Cursor(feed.equals(WORLD) ? "aaaa" : "bbbb", 1))
                  .toList());
      ModelSubscriber subscriber = new ModelSubscriber(fixture, selection, begin, loop);
      loop.execute(subscriber::reconnect);
      subscribers.add(subscriber);
    }
    return subscribers;
  }
}
