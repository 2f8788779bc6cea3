package news.dateline.feedapi.site;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.page.SiteProperties;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/** Lists the pages of the service for search engines (sitemaps.org). */
final class Sitemap {
  /** As many items as one answer examines; older ones are found through the pages of days. */
  private static final int MAX_ITEMS = FeedIndex.MAX_EXAMINED;

  private static final int MAX_DAYS = 200;

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

  private final SiteProperties site;

  Sitemap(SiteProperties site) {
    this.site = site;
  }

  /** Returns the index of the sitemaps of the feeds. */
  String ofFeeds(Collection<FeedIndex> feeds) {
    return feeds.stream()
        .map(feed -> "<sitemap>" + location(home(feed.feed()) + "/sitemap.xml") + "</sitemap>\n")
        .collect(
            Collectors.joining(
                "", HEAD + "<sitemapindex xmlns=\"" + NAMESPACE + "\">\n", "</sitemapindex>\n"));
  }

  /** Returns the feed's pages: those of its newest days and of its newest items. */
  String ofFeed(FeedIndex index) {
    String home = home(index.feed());
    Stream<String> days =
        index.days(null, MAX_DAYS).days().stream().map(day -> home + "?day=" + day.date());
    Stream<String> items =
        index.snapshot(null, null, Filter.NONE, MAX_ITEMS).items().stream()
            .filter(entry -> !entry.retracted())
            .map(entry -> home + "/items/" + UriUtils.encode(entry.id().value(), "UTF-8"));
    return Stream.of(Stream.of(home, home + "/days"), days, items)
        .flatMap(Function.identity())
        .map(path -> "<url>" + location(path) + "</url>\n")
        .collect(
            Collectors.joining("", HEAD + "<urlset xmlns=\"" + NAMESPACE + "\">\n", "</urlset>\n"));
  }

  private String location(String path) {
    return "<loc>" + HtmlUtils.htmlEscape(site.url(path)) + "</loc>";
  }

  private static String home(FeedId feed) {
    return "/feeds/" + feed;
  }
}
