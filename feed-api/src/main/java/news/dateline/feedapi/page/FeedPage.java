package news.dateline.feedapi.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template {@code feed} shows.
 *
 * @param language of the page's own texts
 * @param cursor the position it shows, {@code epoch-seq}
 * @param canonical the page's own path
 * @param older where older items are
 * @param newest where the newest items are, unless here
 * @param first whether new items belong on this page
 * @param closed whether the feed takes no new items any more
 * @param breaking what is breaking, major before minor, newest first
 * @param pinned the item on top, on the first page
 * @param feeds all feeds
 */
public record FeedPage(
    String feed,
    String title,
    String language,
    String timeZone,
    String cursor,
    String canonical,
    List<Day> days,
    @Nullable String older,
    @Nullable String newest,
    boolean first,
    boolean closed,
    List<ItemView> breaking,
    @Nullable ItemView pinned,
    List<FeedLink> feeds) {

  /** The key events on the page, in its order. */
  public List<ItemView> moments() {
    return days.stream().flatMap(day -> day.items().stream()).filter(ItemView::keyEvent).toList();
  }

  /** The items of one day, newest first. */
  public record Day(String date, String heading, List<ItemView> items) {}

  /** A feed to go to, or the one that is shown. */
  public record FeedLink(String title, String url, boolean current) {}

  /** Where a page stands among the pages of its feed. */
  public record Links(String canonical, @Nullable String older, @Nullable String newest) {}
}
