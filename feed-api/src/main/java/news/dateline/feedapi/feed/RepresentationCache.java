package news.dateline.feedapi.feed;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import news.dateline.events.FeedId;
import news.dateline.feedapi.http.Representation;

/**
 * What most readers ask for, made once for each version of a feed and kept until the next: the
 * newest items without any wish.
 *
 * @param <V> what it is made from
 */
final class RepresentationCache<V> {
  private final ConcurrentMap<FeedId, CachedRepresentation<V>> byFeed = new ConcurrentHashMap<>();

  private record CachedRepresentation<V>(V version, Representation representation) {}

  Representation of(FeedId feed, V version, Function<V, Representation> maker) {
    CachedRepresentation<V> made = byFeed.get(feed);
    if (made == null || !made.version().equals(version)) {
      made = new CachedRepresentation<>(version, maker.apply(version));
      byFeed.put(feed, made);
    }
    return made.representation();
  }
}
