package news.dateline.feedapi.page;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.feedapi.index.Days;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.Filter;
import news.dateline.pages.Language;
import news.dateline.pages.Messages;
import org.jspecify.annotations.Nullable;

/** Creates links to the views of a feed: its days, and what its newest items have in common. */
final class ArchiveViews {
  /** The newest items whose facets become links. */
  private static final int FACET_ITEMS = 200;

  private static final int MAX_LINKS = 30;

  private final FeedViews feed;
  private final Messages messages;

  /** The days of a month, newest first. */
  record Month(String heading, List<DayLink> days) {}

  record DayLink(String url, String heading, String count) {}

  /**
   * Links to the views of one kind.
   *
   * @param language the language of their names if it is not the page's
   */
  record FacetLinks(String heading, @Nullable Language language, List<FacetLink> views) {}

  record FacetLink(String url, String name) {}

  ArchiveViews(FeedViews feed, Messages messages) {
    this.feed = feed;
    this.messages = messages;
  }

  List<Month> months(Days days) {
    Map<YearMonth, List<DayLink>> byMonth = new LinkedHashMap<>();
    for (Days.DayCount day : days.days()) {
      byMonth
          .computeIfAbsent(YearMonth.from(day.date()), month -> new ArrayList<>())
          .add(
              new DayLink(
                  feed.urls().home() + "?day=" + day.date(),
                  messages.formatDay(day.date(), feed.locale()),
                  messages.plural("days.items", day.count(), feed.locale())));
    }
    return byMonth.entrySet().stream()
        .map(
            month ->
                new Month(messages.formatMonth(month.getKey(), feed.locale()), month.getValue()))
        .toList();
  }

  /** Returns links to the views of what the newest items have in common, the most common first. */
  List<FacetLinks> facets() {
    Map<Facet, Long> counts =
        feed.index().snapshot(null, null, Filter.NONE, FACET_ITEMS).items().stream()
            .flatMap(entry -> entry.facets().stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return Stream.of(
            links(counts, Facet.Kind.SECTION, "days.sections"),
            links(counts, Facet.Kind.SERIES, "days.series"),
            links(counts, Facet.Kind.LABEL, "days.labels"),
            links(counts, Facet.Kind.TAG, "days.tags"))
        .filter(group -> !group.views().isEmpty())
        .toList();
  }

  private FacetLinks links(Map<Facet, Long> counts, Facet.Kind kind, String heading) {
    FacetTexts texts = new FacetTexts(messages, feed.locale());
    List<FacetLink> links =
        counts.entrySet().stream()
            .filter(facet -> facet.getKey().kind() == kind)
            .sorted(
                Map.Entry.<Facet, Long>comparingByValue()
                    .reversed()
                    .thenComparing(facet -> facet.getKey().value()))
            .limit(MAX_LINKS)
            .map(Map.Entry::getKey)
            .map(
                facet ->
                    new FacetLink(
                        feed.urls().view(facet.kind().parameter(), facet.value()),
                        texts.name(facet)))
            .toList();
    Language language = kind == Facet.Kind.LABEL ? null : feed.items().language(null);
    return new FacetLinks(feed.text(heading), language, links);
  }
}
