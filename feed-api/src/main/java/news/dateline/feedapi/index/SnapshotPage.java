package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is shown of a feed at once.
 *
 * @param items consecutive ones, newest first
 * @param next where the excerpt after this goes on; null at the end
 * @param pinned the item on top, wherever it stands
 * @param breaking the breaking items wherever they stand, major before minor, newest first
 */
public record SnapshotPage(
    List<ItemEntry> items,
    @Nullable SortKey next,
    @Nullable ItemEntry pinned,
    List<ItemEntry> breaking) {

  /** The items by day, in the same order. */
  public Map<LocalDate, List<ItemEntry>> days() {
    Map<LocalDate, List<ItemEntry>> days = new LinkedHashMap<>();
    for (ItemEntry item : items) {
      days.computeIfAbsent(item.place().day(), day -> new ArrayList<>()).add(item);
    }
    return days;
  }
}
