package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.SnapshotPage;
import news.dateline.feedapi.page.FeedPage.Day;
import news.dateline.feedapi.page.FeedPage.FeedLink;
import news.dateline.feedapi.page.FeedPage.Links;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** Renders the pages, as UTF-8. */
public final class Pages {
  private final TemplateEngine engine;
  private final Messages texts;
  private final Assets assets;

  public Pages(Messages texts, Assets assets) {
    this.engine = Templates.engine(texts.messages());
    this.texts = texts;
    this.assets = assets;
  }

  /** Changes with every build that may make another page of the same feed. */
  public String build() {
    return assets.build();
  }

  /** A page of a feed. */
  public byte[] feed(FeedIndex index, SnapshotPage excerpt, Links links, List<FeedLink> feeds) {
    ItemViews views = new ItemViews(index, texts);
    boolean first = links.newest() == null;
    FeedPage page =
        new FeedPage(
            index.feed().value(),
            index.profile().title(),
            views.locale().toLanguageTag(),
            index.profile().timeZone(),
            index.cursor().toString(),
            links.canonical(),
            days(excerpt, views),
            links.older(),
            links.newest(),
            first,
            index.closed(),
            excerpt.breaking().stream().map(entry -> views.of(entry.item())).toList(),
            first && excerpt.pinned() != null ? views.of(excerpt.pinned().item()) : null,
            feeds);
    return render("feed", views.locale(), Map.of("page", page));
  }

  /** The way to each feed, for the page of one of them. */
  public static List<FeedLink> links(List<FeedIndex> feeds, FeedId current) {
    return feeds.stream()
        .map(
            feed ->
                new FeedLink(
                    feed.profile().title(), "/feeds/" + feed.feed(), feed.feed().equals(current)))
        .toList();
  }

  private List<Day> days(SnapshotPage excerpt, ItemViews views) {
    return excerpt.days().entrySet().stream()
        .map(
            day ->
                new Day(
                    day.getKey().toString(),
                    texts.heading(day.getKey(), views.locale()),
                    day.getValue().stream().map(entry -> views.of(entry.item())).toList()))
        .toList();
  }

  /** The page of one item, a retracted one too. */
  public byte[] item(FeedLookup.Found found) {
    FeedIndex index = found.index();
    Item item = found.entry().item();
    ItemViews views = new ItemViews(index, texts);
    ItemPage page =
        new ItemPage(
            index.feed().value(),
            index.profile().title(),
            "/feeds/" + index.feed(),
            views.locale().toLanguageTag(),
            index.profile().timeZone(),
            texts.heading(item.day(), views.locale()),
            index.cursor().toString(),
            views.of(item));
    return render("item", views.locale(), Map.of("page", page));
  }

  /** What is shown as long as there is no feed. */
  public byte[] empty() {
    return render("empty", Locale.ENGLISH, Map.of("language", "en"));
  }

  /** What a browser is told instead of what it asked for. */
  public byte[] error(int status, String title, String detail, List<Locale> languages) {
    Locale locale = texts.locale(languages);
    Map<String, Object> model =
        Map.of(
            "status", status,
            "title", title,
            "detail", detail,
            "language", locale.toLanguageTag());
    return render("error", locale, model);
  }

  private byte[] render(String template, Locale locale, Map<String, Object> model) {
    Context context = new Context(locale, model);
    context.setVariable("assets", assets.urls());
    return engine.process(template, context).getBytes(UTF_8);
  }
}
