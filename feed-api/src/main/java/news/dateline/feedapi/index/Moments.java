package news.dateline.feedapi.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest key events of a feed.
 *
 * @param items newest first
 * @param next the page cursor of older ones; null if there are none
 */
public record Moments(List<Moment> items, @Nullable SortKey next) {}
