package news.dateline.feedapi.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import news.dateline.feedapi.index.FeedIndex;

/**
 * The passages towards the present, each made and encoded once for all who are where it begins: a
 * crowd that lost its connections comes back to one place. Only a few are kept, as those who go on
 * from there are soon somewhere else.
 */
final class DeltaCache {
  /** Up to here a copy of one's own costs less than a second write. */
  static final int COALESCE_LIMIT = 4 * 1024;

  private static final int MAX_CACHED = 8;

  private final Selection selection;
  private final Map<Position, CachedDelta> cached = new LinkedHashMap<>();
  private List<FeedIndex> present = List.of();

  /**
   * A passage, and what is written of it.
   *
   * @param encoded stays the maker's
   */
  record CachedDelta(Delta delta, EncodedFrames encoded) {}

  DeltaCache(Selection selection) {
    this.selection = selection;
  }

  /** As far as one turn goes. */
  CachedDelta from(Position position, List<FeedIndex> indexes) {
    if (present != indexes) {
      clear();
      present = indexes;
    }
    CachedDelta known = cached.get(position);
    return known == null ? make(position) : known;
  }

  private CachedDelta make(Position position) {
    if (cached.size() == MAX_CACHED) {
      Iterator<CachedDelta> oldest = cached.values().iterator();
      oldest.next().encoded().release();
      oldest.remove();
    }
    Delta delta = Delta.bounded(selection, position, present, LoopShard.MAX_WRITE);
    EncodedFrames encoded = new EncodedFrames();
    encoded.add(delta.frames());
    CachedDelta fresh = new CachedDelta(delta, encoded);
    cached.put(position, fresh);
    return fresh;
  }

  /** Nothing, if there is nobody. */
  void keepFor(SubscriberSet lagging) {
    if (lagging.isEmpty()) {
      clear();
    }
  }

  /** Gives up what was made. */
  void clear() {
    cached.values().forEach(each -> each.encoded().release());
    cached.clear();
    present = List.of();
  }
}
