package news.dateline.feedapi.page;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.Image;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.feedapi.page.PageHead.Sharing;
import news.dateline.pages.ItemView;
import org.jspecify.annotations.Nullable;

/** Creates the heads of the pages of a feed. */
final class PageHeads {
  private static final List<String> FEED_MODULES =
      List.of("live.js", "dom.js", "format.js", "reading.js", "stream.js");
  private static final List<String> ITEM_MODULES =
      List.of("item.js", "dom.js", "format.js", "parts.js", "stream.js");

  private static final List<String> SEARCH_MODULES =
      List.of("search.js", "dom.js", "format.js", "parts.js", "stream.js");

  private final FeedViews feed;
  private final SiteProperties site;

  PageHeads(FeedViews feed, SiteProperties site) {
    this.feed = feed;
    this.site = site;
  }

  /**
   * Describes a page of the feed.
   *
   * @param at the item at which the page was asked to open, which is described instead
   */
  PageHead feed(FeedPage page, @Nullable ItemId at, boolean liveBlog) {
    String title = feed.index().profile().title();
    String full = page.condition() == null ? title : page.condition() + " · " + title;
    List<Item> items =
        page.days().stream().flatMap(day -> day.items().stream()).map(ItemView::state).toList();
    boolean described = liveBlog && page.links().top() && at == null;
    Sharing sharing =
        items.stream()
            .filter(item -> item.id().equals(at) && !item.retracted())
            .findFirst()
            .map(this::article)
            .orElseGet(() -> website(full, page.links().canonical(), items));
    return new PageHead(
        full,
        feed.items().language(null),
        sharing,
        described ? new JsonLd(feed.index(), site).liveBlog(items) : null,
        PageHead.FEED_STYLES,
        FEED_MODULES);
  }

  /** Describes an item's page. Nothing of a retracted item is left. */
  PageHead item(ItemPage page) {
    Item item = page.item().state();
    ItemContent content = item.content();
    if (content == null) {
      return PageHead.titled(page.retractedTitle());
    }
    return new PageHead(
        content.title() + " · " + feed.index().profile().title(),
        feed.items().language(content.language()),
        article(item),
        new JsonLd(feed.index(), site).article(item),
        PageHead.OTHER_STYLES,
        ITEM_MODULES);
  }

  PageHead days() {
    String title = feed.title("days.title");
    Sharing sharing = website(title, feed.urls().days(), List.of());
    return new PageHead(title, null, sharing, null, PageHead.OTHER_STYLES, List.of());
  }

  /** Describes the page of a search, whose script updates what was found. */
  PageHead search(boolean found) {
    PageHead head = PageHead.titled(feed.title("search.title"));
    return found ? head.withModules(SEARCH_MODULES) : head;
  }

  private Sharing website(String title, String path, List<Item> items) {
    Image image =
        items.stream()
            .flatMap(item -> Stream.ofNullable(item.content()))
            .flatMap(content -> Stream.ofNullable(content.image()))
            .findFirst()
            .orElse(null);
    String description = feed.text("page.description", title);
    return sharing(new Shared("website", title, description, path, image), null);
  }

  private Sharing article(Item item) {
    ItemContent content = Objects.requireNonNull(item.content());
    String path = feed.urls().item(item.id());
    String summary = PlainText.summary(content);
    return sharing(new Shared("article", content.title(), summary, path, content.image()), item);
  }

  private record Shared(
      String type,
      String title,
      @Nullable String description,
      String path,
      @Nullable Image image) {}

  private Sharing sharing(Shared page, @Nullable Item item) {
    return new Sharing(
        page.type(),
        feed.index().profile().title(),
        page.title(),
        page.description(),
        site.url(page.path()),
        site.hasPublicUrl(),
        page.image(),
        feed.index().profile().language().replace('-', '_'),
        item == null ? null : item.publishedAt().toString(),
        item == null ? null : JsonLd.modified(item).toString(),
        feed.urls().manifest());
  }
}
