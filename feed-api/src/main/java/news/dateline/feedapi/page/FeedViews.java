package news.dateline.feedapi.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.ItemEntry;
import news.dateline.feedapi.index.KeyEvents.KeyEvent;
import news.dateline.feedapi.index.SnapshotPage;
import news.dateline.feedapi.page.FeedPage.Day;
import news.dateline.feedapi.page.FeedPage.MomentView;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.feedapi.page.Pages.View;
import news.dateline.pages.ItemView;
import news.dateline.pages.ItemViews;
import news.dateline.pages.Messages;
import news.dateline.pages.Urls;
import org.jspecify.annotations.Nullable;

/** Creates the models of the pages of one version of a feed. */
final class FeedViews {
  /** Items of the news column beside an article. */
  private static final int NEWS = 20;

  private static final int RELATED = 5;

  private final FeedIndex index;
  private final Messages messages;
  private final ItemViews items;

  FeedViews(FeedIndex index, Messages messages, LocalDate today) {
    this.index = index;
    this.messages = messages;
    this.items = new ItemViews(index.feed(), index.profile(), messages, today);
  }

  FeedIndex index() {
    return index;
  }

  ItemViews items() {
    return items;
  }

  Urls urls() {
    return items.urls();
  }

  LocalDate today() {
    return items.today();
  }

  Locale locale() {
    return items.locale();
  }

  String text(String key, Object... arguments) {
    return messages.text(key, locale(), arguments);
  }

  /** Returns the title of a page of the feed that has a heading of its own. */
  String title(String headingKey) {
    return text(headingKey) + " · " + index.profile().title();
  }

  FeedPage page(SnapshotPage snapshot, Links links) {
    List<Day> days = days(snapshot.items());
    ItemEntry pinned = links.top() ? snapshot.pinned() : null;
    return new FeedPage(
        links,
        condition(links.view()),
        seriesLink(links.view(), days),
        days,
        itemViews(snapshot.breaking()),
        pinned == null ? null : items.of(pinned.item()),
        links.top() ? moments(snapshot) : List.of());
  }

  List<Day> days(Collection<ItemEntry> entries) {
    Map<LocalDate, List<ItemEntry>> byDay =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.sortKey().day(), LinkedHashMap::new, Collectors.toList()));
    return byDay.entrySet().stream()
        .map(
            day ->
                new Day(
                    day.getKey().toString(),
                    messages.formatDay(day.getKey(), locale()),
                    day.getKey().equals(today()),
                    itemViews(day.getValue())))
        .toList();
  }

  private List<ItemView> itemViews(Collection<ItemEntry> entries) {
    return entries.stream().map(entry -> items.of(entry.item())).toList();
  }

  /** Names the view, such as {@code Label: Exclusive · Tag: energy}; null for the whole feed. */
  private @Nullable String condition(View view) {
    if (view.whole()) {
      return null;
    }
    FacetTexts texts = new FacetTexts(messages, locale());
    Stream<String> facets = view.filter().wanted().stream().map(texts::condition);
    Stream<String> day =
        Stream.ofNullable(view.day()).map(date -> messages.formatDay(date, locale()));
    return Stream.concat(facets, day).collect(Collectors.joining(" · "));
  }

  /** Returns the address that the newest item of the only series shown has for it. */
  private static @Nullable String seriesLink(View view, List<Day> days) {
    boolean series =
        view.filter().wanted().stream()
            .anyMatch(facets -> facets.iterator().next().kind() == Facet.Kind.SERIES);
    return series
        ? days.stream()
            .flatMap(day -> day.items().stream())
            .map(ItemView::content)
            .filter(Objects::nonNull)
            .map(ItemContent::kicker)
            .filter(Objects::nonNull)
            .map(Kicker::link)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null)
        : null;
  }

  private List<MomentView> moments(SnapshotPage snapshot) {
    List<MomentView> views = new ArrayList<>();
    LocalDate above = today();
    for (KeyEvent moment : snapshot.keyEvents().items()) {
      views.add(moment(moment, !moment.day().equals(above)));
      above = moment.day();
    }
    return views;
  }

  private MomentView moment(KeyEvent moment, boolean dayShown) {
    return new MomentView(
        moment.id().value(),
        moment.publishedAt().toString(),
        moment.firstSeq(),
        moment.day().toString(),
        messages.formatShortDay(moment.day(), today(), locale()),
        dayShown,
        items.time(moment.publishedAt()),
        moment.title(),
        urls().permalink(moment.id()),
        items.language(moment.language()));
  }

  ItemPage page(ItemEntry entry) {
    SnapshotPage newest = index.snapshot(null, null, Filter.NONE, NEWS);
    return new ItemPage(
        items.of(entry.item()),
        text("label.retracted") + " · " + index.profile().title(),
        itemViews(newest.breaking()),
        itemViews(related(entry)),
        itemViews(newest.items().stream().filter(other -> !other.retracted()).toList()));
  }

  /** Returns the newest other items that have a tag of the item. */
  private List<ItemEntry> related(ItemEntry entry) {
    Map<Facet.Kind, List<Facet>> facets =
        entry.facets().stream().collect(Collectors.groupingBy(Facet::kind));
    List<Facet> tags = facets.getOrDefault(Facet.Kind.TAG, List.of());
    if (tags.isEmpty()) {
      return List.of();
    }
    Filter sameTags = new Filter(List.of(Set.copyOf(tags)));
    return index.snapshot(null, null, sameTags, RELATED + 1).items().stream()
        .filter(other -> !other.id().equals(entry.id()))
        .limit(RELATED)
        .toList();
  }
}
