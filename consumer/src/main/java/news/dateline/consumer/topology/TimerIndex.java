package news.dateline.consumer.topology;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one partition in their order. In memory: there is one for each item that is held or
 * breaking, and a store that is used as a queue grows slow with what it has forgotten. The store is
 * read at the start only.
 */
final class TimerIndex {
  private final KeyValueStore<String, Long> store;
  private final Map<String, Timer> byItem = new HashMap<>();
  private final TreeSet<Timer> inOrder = new TreeSet<>();

  TimerIndex(KeyValueStore<String, Long> store) {
    this.store = store;
    try (KeyValueIterator<String, Long> kept = store.all()) {
      while (kept.hasNext()) {
        KeyValue<String, Long> entry = kept.next();
        remember(entry.key, timer(entry.key, entry.value));
      }
    }
  }

  /** The timer that is due first. */
  Optional<Timer> next() {
    return inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.first());
  }

  Optional<Timer> due(Instant now) {
    return next().filter(timer -> !timer.due().isAfter(now));
  }

  /**
   * Sets the one timer an item can have.
   *
   * @param item {@code feed/item}
   * @param timer null: the item has none from here on
   */
  void set(String item, @Nullable Timer timer) {
    Timer before = byItem.get(item);
    if (timer == null ? before == null : timer.equals(before)) {
      return;
    }
    if (before != null) {
      byItem.remove(item);
      inOrder.remove(before);
    }
    if (timer != null) {
      remember(item, timer);
    }
    store.put(item, timer == null ? null : timer.due().toEpochMilli());
  }

  private void remember(String item, Timer timer) {
    byItem.put(item, timer);
    inOrder.add(timer);
  }

  private static Timer timer(String item, long due) {
    int slash = item.indexOf('/');
    return new Timer(
        Instant.ofEpochMilli(due),
        new FeedId(item.substring(0, slash)),
        new ItemId(item.substring(slash + 1)));
  }
}
