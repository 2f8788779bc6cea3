package news.dateline.feedapi.http;

import java.util.Collection;
import java.util.List;
import news.dateline.feedapi.index.FeedIndex;

/** The caches that may store an answer, derived from the feeds that the answer shows. */
public enum CachePolicy {
  /** Any cache: all feeds are public. */
  PUBLIC,
  /** Only the client's own cache: a feed is for partners. */
  PRIVATE;

  public static CachePolicy of(FeedIndex index) {
    return of(List.of(index));
  }

  public static CachePolicy of(Collection<FeedIndex> indexes) {
    return indexes.stream().allMatch(FeedIndex::isPublic) ? PUBLIC : PRIVATE;
  }
}
