package news.dateline.feedapi.feed;

import java.util.List;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.Reset;
import news.dateline.feedapi.sse.SseFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with what the stream would send, for those who would rather ask. */
final class ChangesHandler {
  private final FeedLookup lookup;
  private final FeedAuthorizer authorizer;

  /**
   * What comes before the changes.
   *
   * @param next where to ask on
   * @param more whether there is more already
   */
  private record Head(
      FeedId feed, String epoch, long seq, Cursor next, boolean more, @Nullable Reset reset) {}

  private record ChangesRequest(Cursor after, Filter filter, int limit) {}

  ChangesHandler(ReadContext context) {
    this.lookup = context.lookup();
    this.authorizer = context.authorizer();
  }

  Mono<ServerResponse> changes(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    int limit = QueryParameters.count(request, "limit").orElse(QueryParameters.MAX_COUNT);
    Optional<Cursor> after = QueryParameters.cursor(request, "after");
    Filter filter = QueryParameters.filter(request);
    return lookup
        .feed(feed)
        .doOnNext(index -> authorizer.authorize(request, index))
        .flatMap(index -> lookup.resumable(index, after))
        .flatMap(
            index ->
                answer(
                    request,
                    index,
                    new ChangesRequest(after.orElse(index.cursor()), filter, limit)));
  }

  private static Mono<ServerResponse> answer(
      ServerRequest request, FeedIndex index, ChangesRequest wish) {
    String version = "changes " + index.feed() + " " + index.cursor() + " " + wish;
    return Responses.json(request, version, () -> json(index, wish));
  }

  private static byte[] json(FeedIndex index, ChangesRequest wish) {
    Cursor after = wish.after();
    Reset reset =
        index.resetReason(after).map(reason -> Reset.of(index.feed(), reason)).orElse(null);
    Cursor from = reset == null ? after : index.cursor();
    List<SseFrame> frames =
        index.changesSince(from.seq(), wish.filter()).limit(wish.limit()).toList();
    // past what is hidden, where that is all there is
    boolean all = frames.size() < wish.limit();
    Cursor next = all ? index.cursor() : frames.get(frames.size() - 1).id();
    JsonAssembler json = new JsonAssembler();
    Head head =
        new Head(index.feed(), index.epoch(), index.seq(), next, next.seq() < index.seq(), reset);
    json.begin(head).list("changes", frames.stream(), frame -> json.raw(frame.data()));
    return json.end().bytes();
  }
}
