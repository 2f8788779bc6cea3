package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.feedapi.page.Pages.FeedLink;
import news.dateline.feedapi.page.Pages.Links;
import org.jspecify.annotations.Nullable;

/**
 * The model of {@code feed.html}.
 *
 * @param condition the name of the view that the page belongs to, or null for the whole feed
 * @param breaking the breaking items: major before minor, newest first
 * @param pinned the pinned item, on the first page of the whole feed only
 * @param feeds links to all feeds
 */
record FeedPage(
    Links links,
    @Nullable String condition,
    List<Day> days,
    List<ItemView> breaking,
    @Nullable ItemView pinned,
    List<FeedLink> feeds) {

  /** Returns the key events on the page, newest first. */
  public List<ItemView> keyEvents() {
    return days.stream().flatMap(day -> day.items().stream()).filter(ItemView::keyEvent).toList();
  }

  /** The items of one day, newest first. */
  record Day(String date, String heading, List<ItemView> items) {}
}
