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

/** The newest values by key, and those who wait for one that is still to come. */
final class AwaitableCache<K, V> {
  private final int limit;
  private final Predicate<V> provisional;
  private final Map<K, V> kept = new LinkedHashMap<>();
  private final Map<K, Set<MonoSink<V>>> waiting = new HashMap<>();
  private boolean closed;

  /**
   * @param limit how many values are kept
   * @param provisional which values give way to a later one of their key; all others are final
   */
  AwaitableCache(int limit, Predicate<V> provisional) {
    this.limit = limit;
    this.provisional = provisional;
  }

  /** Adds a value, unless its key has a final one. */
  void add(K key, V value) {
    Set<MonoSink<V>> answered;
    synchronized (this) {
      V known = kept.get(key);
      if (known != null && !provisional.test(known)) {
        return;
      }
      // what is final is as new as its last word
      kept.remove(key);
      kept.put(key, value);
      if (kept.size() > limit) {
        kept.remove(kept.keySet().iterator().next());
      }
      answered = waiting.remove(key);
    }
    if (answered != null) {
      answered.forEach(sink -> sink.success(value));
    }
  }

  /** The key's value now or as soon as it comes; empty when that takes longer. */
  Mono<V> await(K key, Duration longest) {
    return longest.isZero()
        ? Mono.fromSupplier(() -> known(key))
        : await(key).timeout(longest, Mono.empty());
  }

  private Mono<V> await(K key) {
    return Mono.create(
        sink -> {
          sink.onDispose(() -> forget(key, sink));
          V known = knownOrWait(key, sink);
          if (known != null) {
            sink.success(known);
          }
        });
  }

  /** Lets everyone go who waits. */
  void close() {
    Set<MonoSink<V>> all = new HashSet<>();
    synchronized (this) {
      closed = true;
      waiting.values().forEach(all::addAll);
      waiting.clear();
    }
    all.forEach(MonoSink::success);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized @Nullable V known(K key) {
    return kept.get(key);
  }

  private synchronized @Nullable V knownOrWait(K key, MonoSink<V> sink) {
    V known = kept.get(key);
    if (known == null && closed) {
      sink.success();
    } else if (known == null) {
      waiting.computeIfAbsent(key, absent -> new HashSet<>()).add(sink);
    }
    return known;
  }

  private synchronized void forget(K key, MonoSink<V> sink) {
    Set<MonoSink<V>> sinks = waiting.get(key);
    if (sinks != null && sinks.remove(sink) && sinks.isEmpty()) {
      waiting.remove(key);
    }
  }
}
