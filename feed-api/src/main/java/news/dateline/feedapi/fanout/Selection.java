package news.dateline.feedapi.fanout;

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
 * The feeds and the filter of a stream. Streams with equal selections are sent the same bytes.
 *
 * @param named true if events and positions name their feed; required for several feeds
 */
public record Selection(List<FeedId> feeds, boolean named, Filter filter) {
  /** The number of feeds that one stream can follow. */
  public static final int MAX_FEEDS = 16;

  public Selection {
    feeds = feeds.stream().distinct().sorted(Comparator.comparing(FeedId::value)).toList();
    if (feeds.isEmpty() || feeds.size() > (named ? MAX_FEEDS : 1)) {
      throw new IllegalArgumentException("cannot select " + feeds);
    }
  }

  /** Returns a selection of one feed, which its events do not name. */
  public static Selection of(FeedId feed, Filter filter) {
    return new Selection(List.of(feed), false, filter);
  }

  /** Returns the index of each feed, or nothing unless all feeds are found. */
  Optional<List<FeedIndex>> indexes(Function<FeedId, Optional<FeedIndex>> source) {
    List<FeedIndex> indexes = new ArrayList<>(feeds.size());
    for (FeedId feed : feeds) {
      Optional<FeedIndex> index = source.apply(feed);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      indexes.add(index.get());
    }
    return Optional.of(List.copyOf(indexes));
  }

  /** Returns the id by which events name the feed; null unless {@link #named}. */
  @Nullable FeedId name(int feed) {
    return named ? feeds.get(feed) : null;
  }

  /** Returns true for one whole feed, whose frames are sent as the index holds them. */
  boolean isPlain() {
    return !named && filter.equals(Filter.NONE);
  }
}
