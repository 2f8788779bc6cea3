package news.dateline.feedapi.feed;

import io.netty.buffer.Unpooled;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.KeyEvents;
import news.dateline.feedapi.index.SinceCounts;
import news.dateline.feedapi.sse.Reset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /feeds/{feed}/since}: what a reader who comes back has missed, in numbers. */
final class SinceHandler {
  private static final String AFTER = "after";

  private final AuthorizedLookup lookup;
  private final Representations representations;

  /**
   * The answer.
   *
   * @param counts null if the cursor is of another epoch or ahead of the feed
   * @param moments the key events that are new; null as above
   * @param reset why there are no counts, else null
   */
  private record Since(
      FeedId feed,
      String epoch,
      long seq,
      @Nullable SinceCounts counts,
      @Nullable KeyEvents moments,
      @Nullable Reset reset) {
    static Since of(FeedIndex index, Cursor after) {
      FeedId feed = index.feed();
      Optional<Reset.Reason> reason = index.resetReason(after);
      if (reason.isPresent()) {
        Reset reset = Reset.of(feed, reason.get());
        return new Since(feed, index.epoch(), index.seq(), null, null, reset);
      }
      return new Since(
          feed,
          index.epoch(),
          index.seq(),
          index.countsSince(after.seq()),
          new KeyEvents(index.keyEventsSince(after.seq()), null),
          null);
    }
  }

  SinceHandler(ReadContext context) {
    this.lookup = context.lookup();
    this.representations = context.representations();
  }

  Mono<ServerResponse> since(ServerRequest request) {
    FeedId feed = QueryParameters.feed(request);
    Cursor after =
        QueryParameters.cursor(request, AFTER)
            .orElseThrow(() -> new InvalidFieldException(AFTER, "is missing"));
    return lookup
        .resumable(request, feed, Optional.of(after))
        .flatMap(
            index ->
                Responses.uncached(
                    request,
                    representations.json(
                        "since " + after + " " + feed + " " + index.cursor(),
                        CachePolicy.of(index),
                        () -> Unpooled.wrappedBuffer(Json.write(Since.of(index, after))))));
  }
}
