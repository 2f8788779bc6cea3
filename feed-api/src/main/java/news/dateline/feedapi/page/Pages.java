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
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** Renders the HTML pages, encoded in UTF-8. Thread-safe. */
public final class Pages {
  private final TemplateEngine engine;
  private final Messages messages;
  private final Assets assets;

  /** A link to a feed; {@code current} if it is the one that the page shows. */
  public record FeedLink(String title, String url, boolean current) {}

  /**
   * The paths of a page and its neighbours among the pages of a feed.
   *
   * @param canonical the page's own path
   * @param older the page with older items, or null if there are none
   * @param newest the first page, or null if this page is the first
   */
  public record Links(String canonical, @Nullable String older, @Nullable String newest) {
    public boolean first() {
      return newest == null;
    }
  }

  Pages(Messages messages, Assets assets) {
    this.engine = Templates.engine(messages.source());
    this.messages = messages;
    this.assets = assets;
  }

  /** Renders a page of a feed. */
  public byte[] feed(FeedIndex index, SnapshotPage snapshot, Links links, List<FeedLink> feeds) {
    ItemViews views = new ItemViews(index, messages);
    FeedPage page =
        new FeedPage(
            links,
            days(snapshot, views),
            snapshot.breaking().stream().map(entry -> views.of(entry.item())).toList(),
            links.first() && snapshot.pinned() != null ? views.of(snapshot.pinned().item()) : null,
            feeds);
    return render("feed", views.locale(), Map.of("page", page, "index", index));
  }

  /** Returns a link to each feed for the page of one of them. */
  public static List<FeedLink> links(List<FeedIndex> feeds, FeedId current) {
    return feeds.stream()
        .map(
            feed ->
                new FeedLink(
                    feed.profile().title(), "/feeds/" + feed.feed(), feed.feed().equals(current)))
        .toList();
  }

  private List<Day> days(SnapshotPage snapshot, ItemViews views) {
    return snapshot.days().entrySet().stream()
        .map(
            day ->
                new Day(
                    day.getKey().toString(),
                    messages.formatDay(day.getKey(), views.locale()),
                    day.getValue().stream().map(entry -> views.of(entry.item())).toList()))
        .toList();
  }

  /** Renders the page of one item, including a retracted one. */
  public byte[] item(FeedLookup.Found found) {
    Item item = found.entry().item();
    ItemViews views = new ItemViews(found.index(), messages);
    String day = messages.formatDay(item.day(), views.locale());
    return render(
        "item", views.locale(), Map.of("index", found.index(), "item", views.of(item), "day", day));
  }

  /** Renders the page that is shown as long as no feed has been opened. */
  public byte[] empty() {
    return render("empty", Locale.ENGLISH, Map.of());
  }

  /** Renders an error page in the first of the preferred languages that has texts. */
  public byte[] error(int status, String title, String detail, List<Locale> preferred) {
    Map<String, Object> model = Map.of("status", status, "title", title, "detail", detail);
    return render("error", messages.locale(preferred), model);
  }

  private byte[] render(String template, Locale locale, Map<String, Object> model) {
    Context context = new Context(locale, model);
    context.setVariable("assets", assets);
    context.setVariable("language", locale.toLanguageTag());
    return engine.process(template, context).getBytes(UTF_8);
  }
}
