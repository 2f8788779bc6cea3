package news.dateline.consumer.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the writes to a store in memory until {@link #flush}. Reads see them. Used on the stream
 * thread only.
 */
final class BufferedStore<V> {
  private final KeyValueStore<String, V> store;
  private final Map<String, @Nullable V> pending = new LinkedHashMap<>();

  BufferedStore(KeyValueStore<String, V> store) {
    this.store = store;
  }

  @Nullable V get(String key) {
    return pending.containsKey(key) ? pending.get(key) : store.get(key);
  }

  /**
   * Writes the value with the next flush.
   *
   * @param value null deletes the key
   */
  void put(String key, @Nullable V value) {
    pending.put(key, value);
  }

  void flush() {
    pending.forEach(store::put);
    pending.clear();
  }
}
