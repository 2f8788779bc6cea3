package news.dateline.feedapi.page;

/**
 * What the template {@code item} shows.
 *
 * @param language of the page's own texts
 * @param heading the item's day
 * @param cursor the feed's position, {@code epoch-seq}
 */
public record ItemPage(
    String feed,
    String feedTitle,
    String feedUrl,
    String language,
    String timeZone,
    String heading,
    String cursor,
    ItemView item) {}
