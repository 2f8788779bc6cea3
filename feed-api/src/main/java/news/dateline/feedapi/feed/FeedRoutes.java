package news.dateline.feedapi.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.Json;
import news.dateline.events.PublicFeed.Status;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.page.Pages;
import news.dateline.pages.Messages;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The routes of pages, snapshots, items and changes. */
final class FeedRoutes {
  private final ReadContext context;
  private final Pages pages;

  private record FeedEntry(
      FeedId feed,
      String title,
      String language,
      String timeZone,
      List<String> labels,
      Presentation presentation,
      Status status,
      String epoch,
      long seq,
      Instant openedAt) {
    static FeedEntry of(FeedIndex index) {
      FeedSettings profile = index.profile();
      return new FeedEntry(
          index.feed(),
          profile.title(),
          profile.language(),
          profile.timeZone(),
          profile.labels(),
          profile.presentationOrDefault(),
          index.state().status(),
          index.epoch(),
          index.seq(),
          index.state().openedAt());
    }
  }

  private record FeedList(List<FeedEntry> feeds) {}

  FeedRoutes(ReadContext context, Pages pages) {
    this.context = context;
    this.pages = pages;
  }

  /**
   * The routes.
   *
   * @param defaultFeed the feed that {@code /} shows; without one, the first opened
   */
  RouterFunction<ServerResponse> routes(Optional<FeedId> defaultFeed, Messages messages) {
    SnapshotHandler snapshots = new SnapshotHandler(context, pages, messages);
    return RouterFunctions.route()
        .route(path("/"), request -> snapshots.defaultFeed(request, defaultFeed))
        .route(path("/feeds"), this::feeds)
        .route(path("/feeds/{feed}"), snapshots::feed)
        .route(path("/feeds/{feed}/items/{item}"), new ItemHandler(context, pages)::item)
        .route(path("/feeds/{feed}/changes"), new ChangesHandler(context)::changes)
        .route(path("/feeds/{feed}/since"), new SinceHandler(context)::since)
        .route(path("/feeds/{feed}/days"), new DaysHandler(context, pages, messages)::days)
        .route(path("/feeds/{feed}/search"), new SearchHandler(context, pages)::search)
        .filter(QueryParameters::readsOnly)
        .build();
  }

  private Mono<ServerResponse> feeds(ServerRequest request) {
    return context
        .lookup()
        .feeds(request)
        .flatMap(
            indexes -> {
              byte[] json = Json.write(new FeedList(indexes.stream().map(FeedEntry::of).toList()));
              return Responses.uncached(
                  request,
                  context
                      .representations()
                      .json(
                          new String(json, UTF_8),
                          CachePolicy.of(indexes),
                          () -> Unpooled.wrappedBuffer(json)));
            });
  }
}
