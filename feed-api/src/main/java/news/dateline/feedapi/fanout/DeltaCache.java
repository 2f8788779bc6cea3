package news.dateline.feedapi.fanout;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import news.dateline.feedapi.index.FeedIndex;

/**
 * Caches deltas by the position they start from, so that subscribers that lost their connections at
 * one position share one encoding when they return. For one thread.
 */
final class DeltaCache {
  /** Up to this size, in bytes, copying into one buffer is cheaper than a second system call. */
  static final int COALESCE_LIMIT = 4 * 1024;

  private static final int MAX_CACHED = 8;

  private final Selection selection;
  private final Map<Position, CachedDelta> cached = new LinkedHashMap<>();
  private List<FeedIndex> newest = List.of();

  /**
   * A delta and its encoding.
   *
   * @param encoded belongs to the cache, which releases it
   */
  record CachedDelta(Delta delta, EncodedFrames encoded) {}

  DeltaCache(Selection selection) {
    this.selection = selection;
  }

  /** Returns the delta of at most {@link LoopShard#MAX_WRITE} bytes. */
  CachedDelta from(Position position, List<FeedIndex> indexes) {
    if (newest != indexes) {
      clear();
      newest = indexes;
    }
    CachedDelta known = cached.get(position);
    return known == null ? create(position) : known;
  }

  private CachedDelta create(Position position) {
    if (cached.size() == MAX_CACHED) {
      Iterator<CachedDelta> oldest = cached.values().iterator();
      oldest.next().encoded().release();
      oldest.remove();
    }
    Delta delta = Delta.bounded(selection, position, newest, LoopShard.MAX_WRITE);
    EncodedFrames encoded = new EncodedFrames();
    encoded.add(delta.frames());
    CachedDelta created = new CachedDelta(delta, encoded);
    cached.put(position, created);
    return created;
  }

  /** Releases all cached deltas. */
  void clear() {
    cached.values().forEach(each -> each.encoded().release());
    cached.clear();
    newest = List.of();
  }
}
