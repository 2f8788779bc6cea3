package news.dateline.feedapi.feed;

import java.util.List;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.access.Gate;
import news.dateline.feedapi.http.Answers;
import news.dateline.feedapi.http.Parameters;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.Frame;
import news.dateline.feedapi.index.Reset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with what the stream would send, for those who would rather ask. */
final class ChangesHandler {
  private final FeedLookup lookup;
  private final Gate gate;

  /**
   * What comes before the changes.
   *
   * @param next where to ask on
   * @param more whether there is more already
   */
  private record Head(
      FeedId feed, String epoch, long seq, Cursor next, boolean more, @Nullable Reset reset) {}

  private record Wish(Cursor after, Filter filter, int limit) {}

  ChangesHandler(Reading reading) {
    this.lookup = reading.lookup();
    this.gate = reading.gate();
  }

  Mono<ServerResponse> changes(ServerRequest request) {
    FeedId feed = Parameters.feed(request);
    int limit = Parameters.count(request, "limit").orElse(Parameters.MOST);
    Optional<Cursor> after = Parameters.cursor(request, "after");
    Filter filter = Parameters.filter(request);
    return lookup
        .feed(feed)
        .doOnNext(index -> gate.check(request, index))
        .flatMap(index -> lookup.resumable(index, after))
        .flatMap(
            index -> answer(request, index, new Wish(after.orElse(index.cursor()), filter, limit)));
  }

  private static Mono<ServerResponse> answer(ServerRequest request, FeedIndex index, Wish wish) {
    String version = "changes " + index.feed() + " " + index.cursor() + " " + wish;
    return Answers.json(request, version, () -> json(index, wish));
  }

  private static byte[] json(FeedIndex index, Wish wish) {
    Cursor after = wish.after();
    Reset reset = index.refusal(after).map(reason -> Reset.of(index.feed(), reason)).orElse(null);
    Cursor from = reset == null ? after : index.cursor();
    List<Frame> frames = index.after(from.seq(), wish.filter()).limit(wish.limit()).toList();
    // past what is hidden, where that is all there is
    boolean all = frames.size() < wish.limit();
    Cursor next = all ? index.cursor() : frames.get(frames.size() - 1).id();
    JsonParts json = new JsonParts();
    Head head =
        new Head(index.feed(), index.epoch(), index.seq(), next, next.seq() < index.seq(), reset);
    json.begin(head).list("changes", frames.stream(), frame -> json.raw(frame.data()));
    return json.end().bytes();
  }
}
