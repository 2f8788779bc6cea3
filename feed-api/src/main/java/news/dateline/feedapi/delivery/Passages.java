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
final class Passages {
  /** Up to here a copy of one's own costs less than a second write. */
  static final int LITTLE = 4 * 1024;

  private static final int KEPT = 8;

  private final Selection selection;
  private final Map<Position, Made> made = new LinkedHashMap<>();
  private List<FeedIndex> present = List.of();

  /**
   * A passage, and what is written of it.
   *
   * @param parcel stays the maker's
   */
  record Made(Passage passage, Parcel parcel) {}

  Passages(Selection selection) {
    this.selection = selection;
  }

  /** As far as one turn goes. */
  Made from(Position position, List<FeedIndex> indexes) {
    if (present != indexes) {
      clear();
      present = indexes;
    }
    Made known = made.get(position);
    return known == null ? make(position) : known;
  }

  private Made make(Position position) {
    if (made.size() == KEPT) {
      Iterator<Made> oldest = made.values().iterator();
      oldest.next().parcel().release();
      oldest.remove();
    }
    Passage passage = Passage.towards(selection, position, present, Circle.TURN);
    Parcel parcel = new Parcel();
    parcel.add(passage.frames());
    Made fresh = new Made(passage, parcel);
    made.put(position, fresh);
    return fresh;
  }

  /** Nothing, if there is nobody. */
  void keepFor(Members lagging) {
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
