package news.dateline.feedapi.feed;

import java.time.DateTimeException;
import java.time.LocalDate;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.http.Parameters;
import news.dateline.feedapi.index.Excerpt;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Place;
import news.dateline.feedapi.page.FeedPage.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Which part of a feed is asked for. */
record SnapshotQuery(int limit, @Nullable Place before, @Nullable LocalDate day) {
  private static final int USUAL = 40;

  static SnapshotQuery of(ServerRequest request) {
    return new SnapshotQuery(
        Parameters.count(request, "limit").orElse(USUAL),
        request.queryParam("before").map(text -> Place.parse("before", text)).orElse(null),
        request.queryParam("day").map(SnapshotQuery::day).orElse(null));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidFieldException("day", "is not a day such as 2025-02-04");
    }
  }

  Excerpt of(FeedIndex index) {
    return index.excerpt(before, day, limit);
  }

  Links links(FeedId feed, Excerpt excerpt) {
    boolean first = before == null && day == null;
    Place next = excerpt.next();
    return new Links(
        path(feed, before),
        next == null ? null : path(feed, next),
        first ? null : "/feeds/" + feed);
  }

  private String path(FeedId feed, @Nullable Place from) {
    StringBuilder query = new StringBuilder();
    if (day != null) {
      query.append("&day=").append(day);
    }
    if (from != null) {
      query.append("&before=").append(from);
    }
    if (limit != USUAL) {
      query.append("&limit=").append(limit);
    }
    return "/feeds/" + feed + (query.isEmpty() ? "" : "?" + query.substring(1));
  }
}
