package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed.
 *
 * @param items consecutive items, newest first
 * @param next the page cursor of the next older page; null on the last
 * @param previous the page cursor of the next newer page; null if there are no newer items
 * @param at the item at which the page was asked to open; null if it names none
 * @param pinned the pinned item, which need not be among the items
 * @param breaking all breaking items, major before minor, then newest first
 * @param keyEvents the newest key events, which need not be among the items
 */
public record SnapshotPage(
    List<ItemEntry> items,
    @Nullable SortKey next,
    @Nullable SortKey previous,
    @Nullable ItemId at,
    @Nullable ItemEntry pinned,
    List<ItemEntry> breaking,
    KeyEvents keyEvents) {

  /** Returns the items grouped by day, in the same order. */
  public Map<LocalDate, List<ItemEntry>> days() {
    Map<LocalDate, List<ItemEntry>> days = new LinkedHashMap<>();
    for (ItemEntry item : items) {
      days.computeIfAbsent(item.sortKey().day(), day -> new ArrayList<>()).add(item);
    }
    return days;
  }
}
