package news.dateline.producer.eventlog;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Keeps the most recently added values by key and completes the subscribers that await a value not
 * yet added. Thread-safe.
 */
final class AwaitableCache<K, V> {
  private final int maxSize;
  private final Predicate<V> provisional;
  private final Map<K, V> values = new LinkedHashMap<>();
  private final Map<K, Set<MonoSink<V>>> waiters = new HashMap<>();
  private boolean closed;

  /**
   * @param maxSize the number of values kept; the oldest is evicted
   * @param provisional returns true for a value that a later one may replace; all others are final
   */
  AwaitableCache(int maxSize, Predicate<V> provisional) {
    this.maxSize = maxSize;
    this.provisional = provisional;
  }

  /** Adds the value unless its key has a final one, and completes the key's waiters. */
  void add(K key, V value) {
    Set<MonoSink<V>> completed;
    synchronized (this) {
      V present = values.get(key);
      if (present != null && !provisional.test(present)) {
        return;
      }
      // removed first, so that a replaced value counts as newly added
      values.remove(key);
      values.put(key, value);
      if (values.size() > maxSize) {
        values.remove(values.keySet().iterator().next());
      }
      completed = waiters.remove(key);
    }
    if (completed != null) {
      completed.forEach(sink -> sink.success(value));
    }
  }

  /** Emits the key's value as soon as there is one; completes empty after the timeout. */
  Mono<V> await(K key, Duration timeout) {
    return timeout.isZero()
        ? Mono.fromSupplier(() -> get(key))
        : await(key).timeout(timeout, Mono.empty());
  }

  private Mono<V> await(K key) {
    return Mono.create(
        sink -> {
          sink.onDispose(() -> removeWaiter(key, sink));
          V value = getOrWait(key, sink);
          if (value != null) {
            sink.success(value);
          }
        });
  }

  /** Completes all waiters empty, now and from now on. */
  void close() {
    Set<MonoSink<V>> completed = new HashSet<>();
    synchronized (this) {
      closed = true;
      waiters.values().forEach(completed::addAll);
      waiters.clear();
    }
    completed.forEach(MonoSink::success);
  }

  /** The number of keys that are awaited. */
  synchronized int awaitedKeys() {
    return waiters.size();
  }

  private synchronized @Nullable V get(K key) {
    return values.get(key);
  }

  private synchronized @Nullable V getOrWait(K key, MonoSink<V> sink) {
    V value = values.get(key);
    if (value == null && closed) {
      sink.success();
    } else if (value == null) {
      waiters.computeIfAbsent(key, absent -> new HashSet<>()).add(sink);
    }
    return value;
  }

  private synchronized void removeWaiter(K key, MonoSink<V> sink) {
    Set<MonoSink<V>> sinks = waiters.get(key);
    if (sinks != null && sinks.remove(sink) && sinks.isEmpty()) {
      waiters.remove(key);
    }
  }
}
