package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.List;
import news.dateline.feedapi.index.Days.DayCount;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Counts the items of one version of a feed, each count in O(log n). Immutable.
 *
 * @param shown the first seq of each item that is not retracted
 * @param corrected the seq of the last correction of each item that has one
 * @param retracted the first seq of each retracted item, by the seq of its retraction
 * @param byDay the number of items that are not retracted; only days that have any
 */
record ItemCounts(
    TreePSet<Long> shown,
    TreePSet<Long> corrected,
    TreePMap<Long, Long> retracted,
    TreePMap<LocalDate, Integer> byDay) {
  static final ItemCounts NONE =
      new ItemCounts(TreePSet.empty(), TreePSet.empty(), TreePMap.empty(), TreePMap.empty());

  ItemCounts plus(ItemEntry item) {
    long firstSeq = item.sortKey().firstSeq();
    if (item.retracted()) {
      return new ItemCounts(shown, corrected, retracted.plus(item.seq(), firstSeq), byDay);
    }
    long correction = item.correctedSeq();
    return new ItemCounts(
        shown.plus(firstSeq),
        correction == 0 ? corrected : corrected.plus(correction),
        retracted,
        byDay.plus(item.sortKey().day(), count(item.sortKey().day()) + 1));
  }

  ItemCounts minus(ItemEntry item) {
    if (item.retracted()) {
      return new ItemCounts(shown, corrected, retracted.minus(item.seq()), byDay);
    }
    LocalDate day = item.sortKey().day();
    int left = count(day) - 1;
    return new ItemCounts(
        shown.minus(item.sortKey().firstSeq()),
        corrected.minus(item.correctedSeq()),
        retracted,
        left == 0 ? byDay.minus(day) : byDay.plus(day, left));
  }

  private int count(LocalDate day) {
    return byDay.getOrDefault(day, 0);
  }

  Days days(@Nullable LocalDate before, int limit) {
    TreePMap<LocalDate, Integer> newestFirst =
        (before == null ? byDay : byDay.headMap(before, false)).descendingMap();
    List<DayCount> days =
        newestFirst.entrySet().stream()
            .limit(limit)
            .map(day -> new DayCount(day.getKey(), day.getValue()))
            .toList();
    return new Days(days, newestFirst.size() > limit ? days.get(limit - 1).date() : null);
  }

  SinceCounts since(long seq) {
    long gone =
        retracted.tailMap(seq, false).values().stream()
            .limit(FeedIndex.MAX_EXAMINED)
            .filter(firstSeq -> firstSeq <= seq)
            .count();
    return new SinceCounts(
        shown.tailSet(seq, false).size(), corrected.tailSet(seq, false).size(), (int) gone);
  }
}
