package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The values of the items of each feed that changed last, as on one topic. Keeps {@link
 * #MAX_PER_FEED} items of a feed and {@link #MAX_BYTES} in all; beyond that, the feed that has not
 * changed for longest is dropped. Thread-safe.
 */
final class RecentRecords {
  static final int MAX_PER_FEED = 100;
  static final long MAX_BYTES = 16L << 20;

  /** By feed and key, both in the order of the last change. */
  private final Map<String, Map<String, byte[]>> feeds = new LinkedHashMap<>();

  private long bytes;

  /** Adds the record, or removes its item if the record is a tombstone. */
  synchronized void update(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), UTF_8);
    String feed = key.substring(0, key.indexOf('/'));
    Map<String, byte[]> items = feeds.remove(feed);
    items = items == null ? new LinkedHashMap<>() : items;
    forget(items.remove(key));
    if (record.value() != null) {
      items.put(key, record.value());
      bytes += record.value().length;
    }
    feeds.put(feed, items);
    if (items.size() > MAX_PER_FEED) {
      forgetFirst(items);
    }
    while (bytes > MAX_BYTES) {
      forgetOldestFeed(feed, items);
    }
  }

  private void forgetOldestFeed(String latest, Map<String, byte[]> itemsOfLatest) {
    String oldest = feeds.keySet().iterator().next();
    if (oldest.equals(latest)) {
      forgetFirst(itemsOfLatest);
    } else {
      feeds.remove(oldest).values().forEach(this::forget);
    }
  }

  private void forgetFirst(Map<String, byte[]> items) {
    Iterator<byte[]> oldest = items.values().iterator();
    forget(oldest.next());
    oldest.remove();
  }

  private void forget(byte @Nullable [] value) {
    bytes -= value == null ? 0 : value.length;
  }

  /** Returns the value under a key such as {@code feed/item}. */
  synchronized Optional<byte[]> find(String key) {
    Map<String, byte[]> items = feeds.getOrDefault(key.substring(0, key.indexOf('/')), Map.of());
    return Optional.ofNullable(items.get(key));
  }

  /** Returns the keys of the feed's items, the one that changed last at the end. */
  synchronized List<String> keys(String feed) {
    return List.copyOf(feeds.getOrDefault(feed, Map.of()).keySet());
  }
}
