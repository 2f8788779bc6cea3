package news.dateline.feedapi.index;

import java.util.Comparator;
import news.dateline.events.Breaking;

/** Where an item stands among the breaking ones: major before minor, newest first. */
record Urgency(Breaking.Level level, Place place) implements Comparable<Urgency> {
  private static final Comparator<Urgency> MOST_URGENT_FIRST =
      Comparator.comparing(Urgency::level).thenComparing(Urgency::place);

  @Override
  public int compareTo(Urgency other) {
    return MOST_URGENT_FIRST.compare(this, other);
  }
}
