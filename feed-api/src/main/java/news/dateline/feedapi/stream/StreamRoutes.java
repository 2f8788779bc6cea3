package news.dateline.feedapi.stream;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Partner;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.access.StreamTokenLapsedException;
import news.dateline.feedapi.delivery.PartnerGrant;
import news.dateline.feedapi.delivery.Position;
import news.dateline.feedapi.delivery.ResumePoint;
import news.dateline.feedapi.delivery.Selection;
import news.dateline.feedapi.delivery.StreamRequest;
import news.dateline.feedapi.delivery.SubscriberLifecycle;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.http.Responses;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.index.Reset;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens streams: finds out what each is about and where it begins. */
public final class StreamRoutes {
  private static final String FEEDS = "feeds";

  private final FeedLookup lookup;
  private final FeedAuthorizer gate;
  private final SubscriberLifecycle delivery;
  private final TrustedProxies proxies;

  public StreamRoutes(
      FeedLookup lookup,
      FeedAuthorizer gate,
      SubscriberLifecycle delivery,
      TrustedProxies proxies) {
    this.lookup = lookup;
    this.gate = gate;
    this.delivery = delivery;
    this.proxies = proxies;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(path("/feeds/{feed}/stream"), this::one)
        .route(path("/stream"), this::several)
        .filter(QueryParameters::readsOnly)
        .build();
  }

  private Mono<ServerResponse> one(ServerRequest request) {
    return stream(
        request, Selection.of(QueryParameters.feed(request), QueryParameters.filter(request)));
  }

  private Mono<ServerResponse> several(ServerRequest request) {
    List<FeedId> feeds =
        request.queryParams().getOrDefault(FEEDS, List.of()).stream()
            .flatMap(list -> Stream.of(list.split(",", -1)))
            .distinct()
            .map(StreamRoutes::feed)
            .toList();
    if (feeds.isEmpty() || feeds.size() > Selection.MOST_FEEDS) {
      throw new InvalidFieldException(FEEDS, "are not 1 to " + Selection.MOST_FEEDS + " feeds");
    }
    return stream(request, new Selection(feeds, true, QueryParameters.filter(request)));
  }

  private static FeedId feed(String id) {
    try {
      return new FeedId(id);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(FEEDS, "has something in it that is no feed's id");
    }
  }

  private Mono<ServerResponse> stream(ServerRequest request, Selection selection) {
    ResumeRequest wish = ResumeRequest.of(request, selection);
    if (delivery.isClosing()) {
      return busy(request, "stopping");
    }
    return Flux.fromIterable(selection.feeds())
        .flatMapSequential(
            feed ->
                lookup
                    .feed(feed)
                    .doOnNext(index -> gate.check(request, index))
                    .flatMap(index -> lookup.resumable(index, wish.cursor(feed))))
        .collectList()
        .flatMap(indexes -> open(request, selection, start(indexes, wish, selection.filter())))
        // a browser never tries again after anything but 200
        .onErrorResume(
            e -> e instanceof FeedUnavailableException || e instanceof StreamTokenLapsedException,
            e -> busy(request, String.valueOf(e.getMessage())));
  }

  private static ResumePoint start(List<FeedIndex> indexes, ResumeRequest wish, Filter filter) {
    List<Cursor> cursors = new ArrayList<>();
    List<Optional<Reset>> lost = new ArrayList<>();
    for (FeedIndex index : indexes) {
      Optional<Reset.Reason> reason = reason(index, wish);
      lost.add(reason.map(why -> Reset.of(index.feed(), why)));
      cursors.add(
          wish.cursor(index.feed())
              .filter(cursor -> reason.isEmpty())
              .or(
                  () ->
                      wish.newest()
                          .filter(count -> reason.isEmpty())
                          .map(count -> index.beforeNewest(count, filter)))
              .orElse(index.cursor()));
    }
    return new ResumePoint(new Position(cursors), lost);
  }

  private static Optional<Reset.Reason> reason(FeedIndex index, ResumeRequest wish) {
    return wish.malformed()
        ? Optional.of(Reset.Reason.MALFORMED_CURSOR)
        : wish.cursor(index.feed()).flatMap(index::refusal);
  }

  private Mono<ServerResponse> open(ServerRequest request, Selection selection, ResumePoint start) {
    Optional<Partner> partner = gate.partner(request);
    if (request.method().equals(HttpMethod.HEAD)) {
      return answer(request).build();
    }
    PartnerGrant guest =
        partner.map(who -> new PartnerGrant(who, () -> gate.isGood(who))).orElse(null);
    StreamRequest visit = new StreamRequest(selection, start, proxies.client(request), guest);
    return answer(request)
        .body(
            BodyInserters.fromDataBuffers(delivery.body(visit, request.exchange().getResponse())));
  }

  private Mono<ServerResponse> busy(ServerRequest request, String reason) {
    return answer(request).bodyValue(delivery.busy(reason));
  }

  private static ServerResponse.BodyBuilder answer(ServerRequest request) {
    CacheControl cache = CacheControl.noCache().noTransform();
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(Responses.isPrivate(request) ? cache.cachePrivate() : cache)
        .varyBy(HttpHeaders.AUTHORIZATION, HttpHeaders.ORIGIN)
        .header("X-Accel-Buffering", "no");
  }
}
