package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.SnapshotPage;
import news.dateline.feedapi.index.SortKey;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.feedapi.page.Pages.View;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Which items of a feed a request asks for. */
record SnapshotQuery(int limit, @Nullable SortKey before, @Nullable LocalDate day, Filter filter) {
  private static final int DEFAULT_LIMIT = 40;

  static SnapshotQuery of(ServerRequest request) {
    return new SnapshotQuery(
        QueryParameters.count(request, "limit").orElse(DEFAULT_LIMIT),
        request.queryParam("before").map(text -> SortKey.parse("before", text)).orElse(null),
        request.queryParam("day").map(SnapshotQuery::day).orElse(null),
        QueryParameters.filter(request));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidFieldException("day", "is not a day such as 2025-02-04");
    }
  }

  SnapshotPage of(FeedIndex index) {
    return index.snapshot(before, day, filter, limit);
  }

  /** Returns true for a request without parameters, which is the usual one. */
  boolean isDefault() {
    return limit == DEFAULT_LIMIT && isNewest();
  }

  private boolean isNewest() {
    return before == null && day == null && filter.equals(Filter.NONE);
  }

  Links links(FeedId feed, SnapshotPage snapshot) {
    SortKey next = snapshot.next();
    return new Links(
        new View(filter, day),
        path(feed, before),
        filtered("/feeds/" + feed + "/stream").build().toUriString(),
        next == null ? null : path(feed, next),
        before == null ? null : path(feed, null));
  }

  /** Returns the path with the filter as its query. */
  private UriComponentsBuilder filtered(String path) {
    UriComponentsBuilder filtered = UriComponentsBuilder.fromPath(path);
    for (Set<Facet> facets : filter.wanted()) {
      facets.forEach(
          facet -> filtered.queryParam(facet.kind().parameter(), encoded(facet.value())));
    }
    return filtered;
  }

  private String path(FeedId feed, @Nullable SortKey from) {
    UriComponentsBuilder path = filtered("/feeds/" + feed);
    if (day != null) {
      path.queryParam("day", day);
    }
    if (from != null) {
      path.queryParam("before", from);
    }
    if (limit != DEFAULT_LIMIT) {
      path.queryParam("limit", limit);
    }
    return path.build().toUriString();
  }

  private static String encoded(String value) {
    return UriUtils.encode(value, UTF_8);
  }
}
