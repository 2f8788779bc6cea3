package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive items of a feed, newest first.
 *
 * @param next where the one after this goes on; null at the end
 */
public record Excerpt(List<ItemEntry> items, @Nullable Place next) {

  /** The items by day, in the same order. */
  public Map<LocalDate, List<ItemEntry>> days() {
    Map<LocalDate, List<ItemEntry>> days = new LinkedHashMap<>();
    for (ItemEntry item : items) {
      days.computeIfAbsent(item.place().day(), day -> new ArrayList<>()).add(item);
    }
    return days;
  }
}
