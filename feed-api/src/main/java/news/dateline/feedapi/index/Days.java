package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days of a feed that have items.
 *
 * @param days newest first
 * @param next the last of these days if there are older ones, else null
 */
public record Days(List<DayCount> days, @Nullable LocalDate next) {
  /** A day and the number of its items that are shown. */
  public record DayCount(LocalDate date, int count) {}
}
