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
final class Latest<V> {
  private final ConcurrentMap<FeedId, Made<V>> byFeed = new ConcurrentHashMap<>();

  private record Made<V>(V version, Representation representation) {}

  Representation of(FeedId feed, V version, Function<V, Representation> maker) {
    Made<V> made = byFeed.get(feed);
    if (made == null || !made.version().equals(version)) {
      made = new Made<>(version, maker.apply(version));
      byFeed.put(feed, made);
    }
    return made.representation();
  }
}
