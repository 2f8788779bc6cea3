package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.index.Facet;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.ItemEntry;
import news.dateline.feedapi.index.NotFoundException;
import news.dateline.feedapi.index.SnapshotPage;
import news.dateline.feedapi.index.SortKey;
import news.dateline.feedapi.page.Pages.Links;
import news.dateline.feedapi.page.Pages.View;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Which items of a feed a request asks for. At most one of before, after and item is not null. */
record SnapshotQuery(
    int limit,
    @Nullable SortKey before,
    @Nullable SortKey after,
    @Nullable ItemId item,
    @Nullable LocalDate day,
    Filter filter) {
  private static final int DEFAULT_LIMIT = 40;
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String ITEM = "item";
  private static final String DAY = "day";

  static SnapshotQuery of(ServerRequest request) {
    rejectSeveral(request, ITEM, BEFORE, AFTER, DAY);
    rejectSeveral(request, AFTER, BEFORE);
    return new SnapshotQuery(
        QueryParameters.count(request, "limit").orElse(DEFAULT_LIMIT),
        QueryParameters.page(request, BEFORE).orElse(null),
        QueryParameters.page(request, AFTER).orElse(null),
        request.queryParam(ITEM).map(SnapshotQuery::itemId).orElse(null),
        QueryParameters.day(request, DAY).orElse(null),
        QueryParameters.filter(request));
  }

  private static void rejectSeveral(ServerRequest request, String name, String... others) {
    if (request.queryParam(name).isPresent()) {
      Stream.of(others)
          .filter(other -> request.queryParam(other).isPresent())
          .findFirst()
          .ifPresent(
              other -> {
                throw new InvalidFieldException(name, "cannot be combined with " + other);
              });
    }
  }

  private static ItemId itemId(String text) {
    try {
      return new ItemId(text);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(ITEM, "is not the id of an item");
    }
  }

  SnapshotPage of(FeedIndex index) {
    if (item != null) {
      ItemEntry entry = index.item(item).orElseThrow(() -> new NotFoundException("item " + item));
      return index.snapshotAt(entry, filter, limit);
    }
    return after == null
        ? index.snapshot(before, day, filter, limit)
        : index.snapshotAfter(after, day, filter, limit);
  }

  /** Returns true for a request without parameters, which is the usual one. */
  boolean isDefault() {
    return limit == DEFAULT_LIMIT
        && item == null
        && day == null
        && isFirst()
        && filter.equals(Filter.NONE);
  }

  /** Returns true if the answer begins at the newest item or at one that the client knows. */
  boolean isFirst() {
    return before == null && after == null;
  }

  Links links(FeedId feed, SnapshotPage snapshot) {
    SortKey next = snapshot.next();
    SortKey previous = snapshot.previous();
    return new Links(
        new View(filter, day),
        own(feed, previous == null),
        filtered("/feeds/" + feed + "/stream").build().toUriString(),
        next == null ? null : path(feed, BEFORE, next),
        previous == null ? null : path(feed, AFTER, previous),
        previous == null ? null : path(feed, BEFORE, null));
  }

  private String own(FeedId feed, boolean first) {
    if (first) {
      return path(feed, BEFORE, null);
    }
    if (item != null) {
      return path(feed, ITEM, item);
    }
    return after == null ? path(feed, BEFORE, before) : path(feed, AFTER, after);
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

  private String path(FeedId feed, String position, @Nullable Object value) {
    UriComponentsBuilder path = filtered("/feeds/" + feed);
    if (day != null) {
      path.queryParam(DAY, day);
    }
    if (value != null) {
      path.queryParam(position, value);
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
