package news.dateline.feedapi.index;

import java.util.Comparator;
import news.dateline.events.Breaking;

/** The order of breaking items: major before minor, then newest first. */
record BreakingOrder(Breaking.Level level, SortKey sortKey) implements Comparable<BreakingOrder> {
  private static final Comparator<BreakingOrder> MOST_URGENT_FIRST =
      Comparator.comparing(BreakingOrder::level).thenComparing(BreakingOrder::sortKey);

  @Override
  public int compareTo(BreakingOrder other) {
    return MOST_URGENT_FIRST.compare(this, other);
  }
}
