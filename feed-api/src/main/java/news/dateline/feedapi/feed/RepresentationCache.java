package news.dateline.feedapi.feed;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import news.dateline.events.FeedId;
import news.dateline.feedapi.http.Representation;

/**
 * Keeps the default representation of each feed, the newest items without a filter, until the
 * feed's next version. Thread-safe.
 *
 * @param <V> what the representation is made from
 */
final class RepresentationCache<V> {
  private final ConcurrentMap<FeedId, CachedRepresentation<V>> byFeed = new ConcurrentHashMap<>();

  private record CachedRepresentation<V>(V version, Representation representation) {}

  Representation of(FeedId feed, V version, Function<V, Representation> factory) {
    CachedRepresentation<V> cached = byFeed.get(feed);
    if (cached == null || !cached.version().equals(version)) {
      cached = new CachedRepresentation<>(version, factory.apply(version));
      byFeed.put(feed, cached);
    }
    return cached.representation();
  }
}
