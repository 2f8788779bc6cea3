package news.dateline.feedapi.feed;

import io.netty.buffer.ByteBuf;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representation;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.Days;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.page.Pages;
import news.dateline.pages.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /feeds/{feed}/days}: the days that have items, with the number of items. */
final class DaysHandler {
  private final AuthorizedLookup lookup;
  private final Representations representations;
  private final Pages pages;
  private final Messages messages;

  private record Head(FeedId feed, String epoch, long seq) {}

  private record Day(LocalDate date, String heading, int count) {}

  private record DaysRequest(@Nullable LocalDate before, int limit) {}

  DaysHandler(ReadContext context, Pages pages, Messages messages) {
    this.lookup = context.lookup();
    this.representations = context.representations();
    this.pages = pages;
    this.messages = messages;
  }

  Mono<ServerResponse> days(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    DaysRequest query =
        new DaysRequest(
            QueryParameters.day(request, "before").orElse(null),
            QueryParameters.count(request, "limit").orElse(QueryParameters.MAX_COUNT));
    Optional<Cursor> min = QueryParameters.useMin(request);
    boolean page = Responses.prefersPage(request.headers().asHttpHeaders());
    return lookup
        .feed(request, feed, min)
        .flatMap(index -> Responses.uncached(request, answer(index, query, page)));
  }

  private Representation answer(FeedIndex index, DaysRequest query, boolean page) {
    String version = query + " " + index.feed() + " " + index.cursor();
    CachePolicy policy = CachePolicy.of(index);
    return page
        ? representations.page(version, policy, () -> page(index, query))
        : representations.json(version, policy, () -> json(index, query));
  }

  private byte[] page(FeedIndex index, DaysRequest query) {
    Days days = index.days(query.before(), query.limit());
    LocalDate next = days.next();
    return pages.days(
        index, days, next == null ? null : "/feeds/" + index.feed() + "/days?before=" + next);
  }

  private ByteBuf json(FeedIndex index, DaysRequest query) {
    Locale locale = messages.locale(index.profile().language());
    Days days = index.days(query.before(), query.limit());
    JsonAssembler json =
        new JsonAssembler()
            .begin(new Head(index.feed(), index.epoch(), index.seq()))
            .field(
                "days",
                days.days().stream()
                    .map(
                        day ->
                            new Day(
                                day.date(), messages.formatDay(day.date(), locale), day.count()))
                    .toList());
    if (days.next() != null) {
      json.field("next", days.next());
    }
    return json.end().body();
  }
}
