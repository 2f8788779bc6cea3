package news.dateline.consumer.topology;

import static news.dateline.events.ItemContent.titled;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;

/**
 * Measures the cost of one event in the topology (rules, RocksDB, JSON, a mock producer) while a
 * feed of one day grows: half new items, half updates of old ones. A program, not a test; its
 * figures are in docs/performance/history.md.
 */
final class CostOfAChange {
  private static final int STEP = 20_000;
  private static final int STEPS = 10;

  private final TopologyFixture topology;
  private int events;

  private CostOfAChange(TopologyFixture topology) {
    this.topology = topology;
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("cost");
    try (TopologyFixture topology = new TopologyFixture(directory)) {
      topology.open();
      new CostOfAChange(topology).run();
    }
  }

  private void run() {
    for (int step = 1; step <= STEPS; step++) {
      long start = System.nanoTime();
      for (int i = 0; i < STEP; i++) {
        next();
      }
      long took = System.nanoTime() - start;
      System.out.printf(
          "%d items: %.1f µs an event%n",
          events / 2, took / (double) TimeUnit.MICROSECONDS.toNanos(STEP));
    }
  }

  private void next() {
    int item = events / 2;
    // An item published long before, which no cache holds any more.
    ItemId old = new ItemId("item-" + (int) (item * 0.618));
    String title = "What happened there, described in sixty characters " + events;
    NewsEvent event =
        events % 2 == 0
            ? new NewsEvent.ItemPublished(new ItemId("item-" + item), titled(title))
            : new NewsEvent.ItemUpdated(old, titled(title), null, false);
    Instant time = TopologyFixture.NOON.plusMillis(events);
    topology.send("event-" + events, time, event);
    events++;
    if (events % 100 == 0) {
      topology.discardOutput();
    }
  }
}
