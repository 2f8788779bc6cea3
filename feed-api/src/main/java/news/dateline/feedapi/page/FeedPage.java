package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.pages.ItemView;
import news.dateline.pages.Language;
import org.jspecify.annotations.Nullable;

/**
 * The model of {@code feed.html}.
 *
 * @param condition the name of the view that the page belongs to, or null for the whole feed
 * @param seriesLink the address that editors gave the series which the page shows
 * @param breaking the breaking items: major before minor, newest first
 * @param pinned the pinned item, on the first page of the whole feed only
 * @param moments the newest key events, newest first
 */
record FeedPage(
    Links links,
    @Nullable String condition,
    @Nullable String seriesLink,
    List<Day> days,
    List<ItemView> breaking,
    @Nullable ItemView pinned,
    List<MomentView> moments) {

  /** The items of one day, newest first. */
  record Day(String date, String heading, boolean today, List<ItemView> items) {}

  /**
   * A key event.
   *
   * @param at time of the publication, ISO 8601
   * @param dayShown true if the time alone would mislead: the day is neither today nor that of the
   *     moment above
   * @param language the language of the title if it is not the page's
   */
  record MomentView(
      String id,
      String at,
      long firstSeq,
      String day,
      String dayText,
      boolean dayShown,
      String time,
      String title,
      String url,
      @Nullable Language language) {}
}
