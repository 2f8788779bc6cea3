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
 * The timers of one partition in the order in which they are due. They are kept in memory, because
 * a RocksDB store used as a queue slows down with its tombstones; there is one timer per held or
 * breaking item. The store is read only when the task starts, and written by {@link #flush}.
 */
final class TimerIndex {
  private final BufferedStore<Long> store;
  private final Map<String, Timer> byItem = new HashMap<>();
  private final TreeSet<Timer> inOrder = new TreeSet<>();

  TimerIndex(KeyValueStore<String, Long> store) {
    this.store = new BufferedStore<>(store);
    try (KeyValueIterator<String, Long> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<String, Long> entry = stored.next();
        add(entry.key, timer(entry.key, entry.value));
      }
    }
  }

  Optional<Timer> first() {
    return inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.first());
  }

  /** Returns the first timer if it is due by {@code now}. */
  Optional<Timer> firstDue(Instant now) {
    return first().filter(timer -> !timer.due().isAfter(now));
  }

  /**
   * Returns the timer of an item if it is due by {@code now}.
   *
   * @param item {@code feed/item}
   */
  Optional<Timer> due(String item, Instant now) {
    return Optional.ofNullable(byItem.get(item)).filter(timer -> !timer.due().isAfter(now));
  }

  /**
   * Replaces the timer of an item.
   *
   * @param item {@code feed/item}
   * @param timer null removes the timer
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
      add(item, timer);
    }
    store.put(item, timer == null ? null : timer.due().toEpochMilli());
  }

  /** Writes the changes to the store. */
  void flush() {
    store.flush();
  }

  private void add(String item, Timer timer) {
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
