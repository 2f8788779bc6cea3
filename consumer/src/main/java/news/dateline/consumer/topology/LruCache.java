package news.dateline.consumer.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import news.dateline.events.Json;

/**
 * Caches the deserialised values of a store, least recently used first out, so that events on the
 * same feed or item do not parse its JSON again. The task is the only writer of the store.
 */
final class LruCache<T> {
  private final Class<T> type;
  private final Map<String, T> values;

  LruCache(Class<T> type, int maxEntries) {
    this.type = type;
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > maxEntries;
          }
        };
  }

  Optional<T> get(String key, BufferedStore<byte[]> store) {
    T value = values.get(key);
    if (value != null) {
      return Optional.of(value);
    }
    byte[] json = store.get(key);
    if (json == null) {
      return Optional.empty();
    }
    T read = Json.read(json, type);
    values.put(key, read);
    return Optional.of(read);
  }

  void put(String key, T value) {
    values.put(key, value);
  }
}
