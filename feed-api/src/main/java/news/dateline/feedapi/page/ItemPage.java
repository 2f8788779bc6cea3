package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.pages.ItemView;

/**
 * The model of {@code item.html}.
 *
 * @param retractedTitle the title of the page once the item is retracted
 * @param related other items with the same tags, newest first
 * @param news the newest items of the feed
 */
record ItemPage(
    ItemView item,
    String retractedTitle,
    List<ItemView> breaking,
    List<ItemView> related,
    List<ItemView> news) {}
