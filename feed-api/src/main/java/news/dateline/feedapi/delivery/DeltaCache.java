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
  static final int LITTLE = 4 * 1024;

  private static final int KEPT = 8;

  private final Selection selection;
  private final Map<Position, CachedDelta> made = new LinkedHashMap<>();
  private List<FeedIndex> present = List.of();

  /**
   * A passage, and what is written of it.
   *
   * @param parcel stays the maker's
   */
  record CachedDelta(Delta passage, EncodedFrames parcel) {}

  DeltaCache(Selection selection) {
    this.selection = selection;
  }

  /** As far as one turn goes. */
  CachedDelta from(Position position, List<FeedIndex> indexes) {
    if (present != indexes) {
      clear();
      present = indexes;
    }
    CachedDelta known = made.get(position);
    return known == null ? make(position) : known;
  }

  private CachedDelta make(Position position) {
    if (made.size() == KEPT) {
      Iterator<CachedDelta> oldest = made.values().iterator();
      oldest.next().parcel().release();
      oldest.remove();
    }
    Delta passage = Delta.towards(selection, position, present, LoopShard.TURN);
    EncodedFrames parcel = new EncodedFrames();
    parcel.add(passage.frames());
    CachedDelta fresh = new CachedDelta(passage, parcel);
    made.put(position, fresh);
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
    made.values().forEach(each -> each.parcel().release());
    made.clear();
    present = List.of();
  }
}
