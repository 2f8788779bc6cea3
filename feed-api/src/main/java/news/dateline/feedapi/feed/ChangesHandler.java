package news.dateline.feedapi.feed;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.Reset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /feeds/{feed}/changes}: what a stream would send, for clients that poll. */
final class ChangesHandler {
  private final AuthorizedLookup lookup;
  private final Representations representations;

  /**
   * The fields before the changes.
   *
   * @param next the cursor of the next request
   * @param more true if more changes exist already
   */
  private record Head(
      FeedId feed, String epoch, long seq, Cursor next, boolean more, @Nullable Reset reset) {}

  private record ChangesRequest(Cursor after, Filter filter, int limit) {}

  ChangesHandler(ReadContext context) {
    this.lookup = context.lookup();
    this.representations = context.representations();
  }

  Mono<ServerResponse> changes(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    int limit = QueryParameters.count(request, "limit").orElse(QueryParameters.MAX_COUNT);
    Optional<Cursor> after = QueryParameters.cursor(request, "after");
    Filter filter = QueryParameters.filter(request);
    return lookup
        .resumable(request, feed, after)
        .flatMap(
            index ->
                answer(
                    request,
                    index,
                    new ChangesRequest(after.orElse(index.cursor()), filter, limit)));
  }

  private Mono<ServerResponse> answer(
      ServerRequest request, FeedIndex index, ChangesRequest query) {
    String version = "changes " + index.feed() + " " + index.cursor() + " " + query;
    return Responses.uncached(
        request, representations.json(version, CachePolicy.of(index), () -> json(index, query)));
  }

  private static ByteBuf json(FeedIndex index, ChangesRequest query) {
    Cursor after = query.after();
    Reset reset =
        index.resetReason(after).map(reason -> Reset.of(index.feed(), reason)).orElse(null);
    Cursor from = reset == null ? after : index.cursor();
    FeedIndex.ChangesPart part = index.changesSince(from.seq(), query.filter(), query.limit());
    // the cursor also passes the changes that the filter hides
    Cursor next = part.end();
    JsonAssembler json = new JsonAssembler();
    Head head =
        new Head(index.feed(), index.epoch(), index.seq(), next, next.seq() < index.seq(), reset);
    json.begin(head).list("changes", part.frames().stream(), frame -> json.raw(frame.data()));
    return json.end().body();
  }
}
