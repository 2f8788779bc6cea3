package news.dateline.feedapi.index;

import java.util.Comparator;
import news.dateline.events.Breaking;

/** Where an item stands among the breaking ones: major before minor, newest first. */
record BreakingOrder(Breaking.Level level, SortKey place) implements Comparable<BreakingOrder> {
  private static final Comparator<BreakingOrder> MOST_URGENT_FIRST =
      Comparator.comparing(BreakingOrder::level).thenComparing(BreakingOrder::place);

  @Override
  public int compareTo(BreakingOrder other) {
    return MOST_URGENT_FIRST.compare(this, other);
  }
}
