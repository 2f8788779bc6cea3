package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import news.dateline.events.Breaking;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import org.jspecify.annotations.Nullable;

/**
 * Random histories of one feed with events of every kind. Few items and few titles make the events
 * interact. Embargoes end meanwhile, clocks step back, requests are repeated and event ids reused.
 */
final class Histories {
  private final RandomGenerator random;
  private final List<Step> steps = new ArrayList<>();
  private Instant now = RulesHarness.NOON;

  /** One record of {@code news-events}. */
  record Step(Instant time, String id, String digest, NewsEvent event) {}

  private Histories(RandomGenerator random) {
    this.random = random;
  }

  static List<Step> random(RandomGenerator random, int length) {
    Histories history = new Histories(random);
    while (history.steps.size() < length) {
      history.steps.add(history.step());
    }
    return history.steps;
  }

  private Step step() {
    now = now.plusMillis(random.nextInt(20_000) - 2_000);
    if (!steps.isEmpty() && random.nextInt(8) == 0) {
      Step before = steps.get(random.nextInt(steps.size()));
      boolean same = random.nextInt(4) > 0;
      return new Step(now, before.id(), same ? before.digest() : "other", before.event());
    }
    String id = "e" + steps.size();
    return new Step(now, id, "digest-" + id, event());
  }

  private NewsEvent event() {
    ItemId id = new ItemId("item-" + random.nextInt(5));
    return switch (random.nextInt(40)) {
      case 0 -> random.nextInt(8) == 0 ? new NewsEvent.FeedClosed() : new NewsEvent.PinRemoved();
      case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> publication(id);
      case 10, 11, 12, 13, 14, 15 ->
          new NewsEvent.ItemUpdated(id, content(random.nextInt(3) == 0), version(), coin());
      case 16, 17 -> new NewsEvent.ItemImported(id, content(false), null);
      case 18, 19, 20, 21 ->
          new NewsEvent.ItemCorrected(id, "note " + steps.size(), content(false), version());
      case 22, 23, 24, 25 -> new NewsEvent.ItemRetracted(id, "reason " + coin(), version());
      case 26, 27, 28, 29 -> new NewsEvent.ItemRestored(id, content(coin()), version());
      case 30, 31, 32 -> new NewsEvent.ItemPinned(id);
      case 33, 34, 35 -> new NewsEvent.BreakingStarted(id, level(), coin() ? null : soon());
      case 36 -> new NewsEvent.BreakingEnded(id);
      case 37 -> new NewsEvent.PinRemoved();
      default -> new NewsEvent.ItemUpdated(id, content(false), null, coin());
    };
  }

  private NewsEvent publication(ItemId id) {
    // mostly as events of before breaking news and seconds could be part of it
    Breaking.Planned breaking =
        random.nextInt(4) == 0 ? new Breaking.Planned(level(), coin() ? null : soon()) : null;
    Integer holdFor = random.nextInt(6) == 0 ? 1 + random.nextInt(30) : null;
    return new NewsEvent.ItemPublished(id, content(true), breaking, holdFor);
  }

  private ItemContent content(boolean mayBeEmbargoed) {
    Instant published = random.nextInt(3) == 0 ? soon().minusSeconds(60) : null;
    Instant embargoed = mayBeEmbargoed && random.nextInt(3) == 0 ? soon() : null;
    return ItemContent.titled("Title " + random.nextInt(4)).withTimes(published, embargoed);
  }

  private Instant soon() {
    return now.plusMillis(random.nextInt(500_000) - 30_000);
  }

  private @Nullable Integer version() {
    return random.nextInt(3) == 0 ? 1 + random.nextInt(4) : null;
  }

  private Breaking.Level level() {
    return coin() ? Breaking.Level.MAJOR : Breaking.Level.MINOR;
  }

  private boolean coin() {
    return random.nextBoolean();
  }
}
