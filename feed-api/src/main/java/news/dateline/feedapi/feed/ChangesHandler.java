package news.dateline.feedapi.feed;

import java.util.List;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representation;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.Reset;
import news.dateline.feedapi.sse.SseFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /feeds/{feed}/changes}: what a stream would send, for clients that poll. */
final class ChangesHandler {
  private final AuthorizedLookup lookup;

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

  private static Mono<ServerResponse> answer(
      ServerRequest request, FeedIndex index, ChangesRequest query) {
    String version = "changes " + index.feed() + " " + index.cursor() + " " + query;
    return Responses.uncached(
        request, Representation.json(version, CachePolicy.of(index), () -> json(index, query)));
  }

  private static byte[] json(FeedIndex index, ChangesRequest query) {
    Cursor after = query.after();
    Reset reset =
        index.resetReason(after).map(reason -> Reset.of(index.feed(), reason)).orElse(null);
    Cursor from = reset == null ? after : index.cursor();
    List<SseFrame> frames =
        index.changesSince(from.seq(), query.filter()).limit(query.limit()).toList();
    // the cursor also passes the changes that the filter hides
    boolean all = frames.size() < query.limit();
    Cursor next = all ? index.cursor() : frames.get(frames.size() - 1).id();
    JsonAssembler json = new JsonAssembler();
    Head head =
        new Head(index.feed(), index.epoch(), index.seq(), next, next.seq() < index.seq(), reset);
    json.begin(head).list("changes", frames.stream(), frame -> json.raw(frame.data()));
    return json.end().bytes();
  }
}
