package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Filter;
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
            condition(links.view(), views.locale()),
            days(snapshot, views),
            snapshot.breaking().stream().map(entry -> views.of(entry.item())).toList(),
            links.top() && snapshot.pinned() != null ? views.of(snapshot.pinned().item()) : null,
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

  /** Names the view, such as {@code Label: Exclusive · Tag: energy}; null for the whole feed. */
  private @Nullable String condition(View view, Locale locale) {
    if (view.whole()) {
      return null;
    }
    Stream<String> facets =
        view.filter().wanted().stream().map(facet -> messages.condition(facet, locale));
    Stream<String> day =
        Stream.ofNullable(view.day()).map(date -> messages.formatDay(date, locale));
    return Stream.concat(facets, day).collect(Collectors.joining(" · "));
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
