package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.feedapi.index.Days;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.ItemEntry;
import news.dateline.feedapi.index.SnapshotPage;
import news.dateline.pages.Language;
import news.dateline.pages.Messages;
import news.dateline.pages.ScriptAttributes;
import news.dateline.pages.Templates;
import news.dateline.pages.Urls;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/** Renders the HTML pages, encoded in UTF-8. Thread-safe. */
public final class Pages {
  private final TemplateEngine engine;
  private final Messages messages;
  private final Assets assets;
  private final SiteProperties site;
  private final Clock clock;

  /** A link to a feed; {@code current} if it is the one that the page shows. */
  public record FeedLink(
      String title, String language, String direction, String url, boolean current) {
    static FeedLink of(FeedIndex index, boolean current) {
      Language language = new Language(index.profile().language());
      return new FeedLink(
          index.profile().title(),
          language.tag(),
          language.direction(),
          new Urls(index.feed()).home(),
          current);
    }
  }

  /**
   * Which items of a feed a page and its neighbours show.
   *
   * @param day the only day shown, or null for all days
   */
  public record View(Filter filter, @Nullable LocalDate day) {
    public boolean filtered() {
      return !filter.equals(Filter.NONE);
    }

    /** Returns true if the view shows all items of the feed. */
    public boolean whole() {
      return !filtered() && day == null;
    }
  }

  /**
   * The paths of a page and its neighbours among the pages of the same view.
   *
   * @param canonical the page's own path
   * @param stream the stream of the changes that the page shows
   * @param older the page with older items, or null if there are none
   * @param newer the page with the items directly newer, or null if there are none
   * @param newest the first page, or null if this page is the first
   */
  public record Links(
      View view,
      String canonical,
      String stream,
      @Nullable String older,
      @Nullable String newer,
      @Nullable String newest) {
    public boolean first() {
      return newest == null;
    }

    /** Returns true for the first page of the whole feed. */
    public boolean top() {
      return first() && view.whole();
    }
  }

  Pages(Messages messages, Assets assets, SiteProperties site, Clock clock) {
    this.engine = Templates.engine(messages);
    this.messages = messages;
    this.assets = assets;
    this.site = site;
    this.clock = clock;
  }

  /** Returns the present day of the feed, which its pages name: they are outdated after it. */
  public LocalDate today(FeedIndex index) {
    return LocalDate.now(clock.withZone(index.profile().zone()));
  }

  /** Renders a page of a feed. */
  public byte[] feed(FeedIndex index, SnapshotPage snapshot, Links links, List<FeedLink> feeds) {
    FeedViews views = views(index);
    FeedPage page = views.page(snapshot, links);
    boolean liveBlog = index.profile().presentationOrDefault() == Presentation.LIVE_BLOG;
    Map<String, Object> model = model(views);
    model.put("page", page);
    model.put("feeds", feeds);
    model.put("liveBlog", liveBlog);
    model.put("target", snapshot.at() == null ? "" : snapshot.at().value());
    model.put("head", new PageHeads(views, site).feed(page, snapshot.at(), liveBlog));
    return render("feed", views.locale(), model);
  }

  /** Returns a link to each feed for the page of one of them. */
  public static List<FeedLink> links(List<FeedIndex> feeds, FeedId current) {
    return feeds.stream().map(feed -> FeedLink.of(feed, feed.feed().equals(current))).toList();
  }

  /** Renders the page of one item, including a retracted one. */
  public byte[] item(FeedLookup.Found found) {
    FeedViews views = views(found.index());
    ItemPage page = views.page(found.entry());
    Map<String, Object> model = model(views);
    model.put("page", page);
    model.put("head", new PageHeads(views, site).item(page));
    return render("item", views.locale(), model);
  }

  /**
   * Renders the page of a search.
   *
   * @param query empty before the first search
   * @param older the path of the page with older items, or null if there are none
   */
  public byte[] search(
      FeedIndex index, String query, List<ItemEntry> found, @Nullable String older) {
    FeedViews views = views(index);
    Map<String, Object> model = model(views);
    model.put("query", query);
    model.put("days", views.days(found));
    model.put("older", older);
    model.put("liveBlog", false);
    model.put("found", messages.plural("search.found", found.size(), views.locale()));
    model.put("scriptAttributes", ScriptAttributes.ofSearch(views.locale()));
    model.put("head", new PageHeads(views, site).search(!found.isEmpty()));
    return render("search", views.locale(), model);
  }

  /**
   * Renders the list of a feed's days and other views.
   *
   * @param older the path of the page with older days, or null if there are none
   */
  public byte[] days(FeedIndex index, Days days, @Nullable String older) {
    FeedViews views = views(index);
    Map<String, Object> model = model(views);
    ArchiveViews archive = new ArchiveViews(views, messages);
    model.put("months", archive.months(days));
    model.put("groups", archive.facets());
    model.put("older", older);
    model.put("head", new PageHeads(views, site).days());
    return render("days", views.locale(), model);
  }

  /** Renders the page that is shown as long as no feed has been opened. */
  public byte[] empty(Locale locale) {
    String title = messages.text("empty.title", locale);
    return render("empty", locale, Map.of("head", PageHead.titled(title)));
  }

  /** Renders an error page in the first of the preferred languages that has texts. */
  public byte[] error(int status, List<Locale> preferred) {
    Locale locale = messages.locale(preferred);
    String title = messages.error(status, "title", locale);
    Map<String, Object> model =
        Map.of(
            "status", status,
            "detail", messages.error(status, "detail", locale),
            "head", PageHead.titled(title));
    return render("error", locale, model);
  }

  private FeedViews views(FeedIndex index) {
    return new FeedViews(index, messages, today(index));
  }

  private static Map<String, Object> model(FeedViews views) {
    Map<String, Object> model = new HashMap<>();
    model.put("index", views.index());
    model.put("urls", views.urls());
    model.put("feedLanguage", views.items().language(null));
    model.put("scriptAttributes", ScriptAttributes.of(views.locale()));
    return model;
  }

  private byte[] render(String template, Locale locale, Map<String, ?> model) {
    Context context = new Context(locale);
    model.forEach(context::setVariable);
    context.setVariable("assets", assets);
    context.setVariable("language", Language.of(locale));
    return engine.process(template, context).getBytes(UTF_8);
  }
}
