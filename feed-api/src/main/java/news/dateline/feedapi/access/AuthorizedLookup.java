package news.dateline.feedapi.access;

import java.util.List;
import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedLookup.Found;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.NotFoundException;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Finds feeds and items for requests. Each request is authorized on the version of the feed that is
 * returned, after any wait, because the feed may have been closed to the public meanwhile. It is
 * also authorized before a wait, so that the time of an answer does not reveal whether a feed
 * exists. Routes use no other lookup. Thread-safe.
 */
public final class AuthorizedLookup {
  private final FeedStore feeds;
  private final FeedLookup lookup;
  private final FeedAuthorizer authorizer;

  public AuthorizedLookup(FeedStore feeds, FeedLookup lookup, FeedAuthorizer authorizer) {
    this.feeds = feeds;
    this.lookup = lookup;
    this.authorizer = authorizer;
  }

  /** Completes, or fails as {@link FeedLookup#ready()} does. */
  public Mono<Void> ready() {
    return lookup.ready();
  }

  /** Returns the feeds that the client may read, the one opened first first. */
  public Mono<List<FeedIndex>> feeds(ServerRequest request) {
    return ready()
        .then(Mono.fromSupplier(() -> authorizer.partner(request)))
        .map(partner -> feeds.readableBy(partner.orElse(null)));
  }

  /** Returns the feed as {@link FeedLookup#feed(FeedId, Optional)} does. */
  public Mono<FeedIndex> feed(ServerRequest request, FeedId feed, Optional<Cursor> min) {
    return authorized(request, feed, lookup.feed(feed, min));
  }

  /** Returns the feed as {@link FeedLookup#resumable} does. */
  public Mono<FeedIndex> resumable(ServerRequest request, FeedId feed, Optional<Cursor> cursor) {
    return authorized(
        request, feed, lookup.feed(feed).flatMap(index -> lookup.resumable(index, cursor)));
  }

  /** Returns the item, in a version of the feed that contains the cursor if it arrives in time. */
  public Mono<Found> item(ServerRequest request, FeedId feed, ItemId id, Optional<Cursor> min) {
    Mono<Found> item =
        lookup
            .item(feed, id)
            .doOnNext(found -> authorizer.authorize(request, found.index()))
            .onErrorResume(
                NotFoundException.class,
                missing -> feed(request, feed, Optional.empty()).then(Mono.error(missing)));
    return feed(request, feed, min).then(item);
  }

  private Mono<FeedIndex> authorized(ServerRequest request, FeedId feed, Mono<FeedIndex> found) {
    Mono<Void> known =
        Mono.fromRunnable(
            () -> feeds.find(feed).ifPresent(index -> authorizer.authorize(request, index)));
    return ready()
        .then(known)
        .then(
            found.doOnError(
                error -> !(error instanceof FeedUnavailableException),
                unknown -> FeedCorsSource.allowNone(request.exchange())))
        .doOnNext(index -> authorizer.authorize(request, index));
  }
}
