package news.dateline.feedapi.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is about. Those who select the same are sent the same bytes.
 *
 * @param named whether events and positions name their feed; always so for several
 */
public record Selection(List<FeedId> feeds, boolean named, Filter filter) {
  /** More feeds than this are never followed on one connection. */
  public static final int MOST_FEEDS = 16;

  public Selection {
    feeds = feeds.stream().distinct().sorted(Comparator.comparing(FeedId::value)).toList();
    if (feeds.isEmpty() || feeds.size() > (named ? MOST_FEEDS : 1)) {
      throw new IllegalArgumentException("cannot select " + feeds);
    }
  }

  /** The one feed. */
  public static Selection of(FeedId feed, Filter filter) {
    return new Selection(List.of(feed), false, filter);
  }

  /** The present version of each feed; nothing unless all are there. */
  Optional<List<FeedIndex>> present(Function<FeedId, Optional<FeedIndex>> source) {
    List<FeedIndex> present = new ArrayList<>(feeds.size());
    for (FeedId feed : feeds) {
      Optional<FeedIndex> index = source.apply(feed);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      present.add(index.get());
    }
    return Optional.of(List.copyOf(present));
  }

  /** What the events of a feed say it is called; null where there is only one. */
  @Nullable FeedId name(int feed) {
    return named ? feeds.get(feed) : null;
  }

  /** Whether everyone who follows the one feed is sent this. */
  boolean isPlain() {
    return !named && filter.equals(Filter.NONE);
  }
}
