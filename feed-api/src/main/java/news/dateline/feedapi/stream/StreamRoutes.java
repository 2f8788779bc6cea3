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
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.access.FeedAuthorizer;
import news.dateline.feedapi.access.StreamTokenLapsedException;
import news.dateline.feedapi.admission.PartnerGrant;
import news.dateline.feedapi.fanout.Position;
import news.dateline.feedapi.fanout.ResumePoint;
import news.dateline.feedapi.fanout.Selection;
import news.dateline.feedapi.fanout.StreamHub;
import news.dateline.feedapi.fanout.StreamProperties;
import news.dateline.feedapi.fanout.StreamRequest;
import news.dateline.feedapi.http.CachePolicy;
import news.dateline.feedapi.http.QueryParameters;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.Filter;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.feedapi.sse.Reset;
import news.dateline.feedapi.transport.StreamBodies;
import news.dateline.support.web.TrustedProxies;
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

/** Opens streams: {@code /feeds/{feed}/stream} and {@code /stream}. */
final class StreamRoutes {
  private static final String FEEDS = "feeds";

  private final AuthorizedLookup lookup;
  private final FeedAuthorizer authorizer;
  private final StreamHub hub;
  private final StreamBodies bodies;
  private final TrustedProxies proxies;

  StreamRoutes(
      AuthorizedLookup lookup,
      FeedAuthorizer authorizer,
      StreamHub hub,
      StreamProperties settings) {
    this.lookup = lookup;
    this.authorizer = authorizer;
    this.hub = hub;
    this.bodies = new StreamBodies(hub, settings.writeTimeout());
    this.proxies =
        new TrustedProxies(
            "dateline.stream.trusted-proxies",
            settings.trustedProxies(),
            settings.forwardedHeader());
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(path("/feeds/{feed}/stream"), this::oneFeed)
        .route(path("/stream"), this::severalFeeds)
        .filter(QueryParameters::readsOnly)
        .build();
  }

  private Mono<ServerResponse> oneFeed(ServerRequest request) {
    return stream(
        request, Selection.of(QueryParameters.feed(request), QueryParameters.filter(request)));
  }

  private Mono<ServerResponse> severalFeeds(ServerRequest request) {
    List<FeedId> feeds =
        request.queryParams().getOrDefault(FEEDS, List.of()).stream()
            .flatMap(list -> Stream.of(list.split(",", -1)))
            .distinct()
            .map(StreamRoutes::feed)
            .toList();
    if (feeds.isEmpty() || feeds.size() > Selection.MAX_FEEDS) {
      throw new InvalidFieldException(FEEDS, "are not 1 to " + Selection.MAX_FEEDS + " feeds");
    }
    return stream(request, new Selection(feeds, true, QueryParameters.filter(request)));
  }

  private static FeedId feed(String id) {
    try {
      return new FeedId(id);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(FEEDS, "has an entry that is not the id of a feed");
    }
  }

  /**
   * Refuses a body, because the connection of a stream is closed when its client sends anything.
   */
  private static void checkHasNoBody(ServerRequest request) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    if (headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      throw new InvalidFieldException("body", "must be absent in the request for a stream");
    }
  }

  private Mono<ServerResponse> stream(ServerRequest request, Selection selection) {
    checkHasNoBody(request);
    ResumeRequest resume = ResumeRequest.of(request, selection);
    if (hub.isClosing()) {
      return busy(request, BusyReason.STOPPING);
    }
    return Flux.fromIterable(selection.feeds())
        .flatMapSequential(feed -> lookup.resumable(request, feed, resume.cursor(feed)))
        .collectList()
        .flatMap(
            indexes -> {
              ResumePoint start = start(indexes, resume, selection.filter());
              return open(request, selection, start, CachePolicy.of(indexes));
            })
        // EventSource reconnects only after status 200 (HTML standard, 9.2.3)
        .onErrorResume(FeedUnavailableException.class, e -> busy(request, e.reason()))
        .onErrorResume(StreamTokenLapsedException.class, e -> busy(request, BusyReason.TOKEN));
  }

  private static ResumePoint start(List<FeedIndex> indexes, ResumeRequest resume, Filter filter) {
    List<Cursor> cursors = new ArrayList<>();
    List<Optional<Reset>> resets = new ArrayList<>();
    for (FeedIndex index : indexes) {
      Optional<Reset.Reason> reason = resetReason(index, resume);
      resets.add(reason.map(why -> Reset.of(index.feed(), why)));
      cursors.add(
          resume
              .cursor(index.feed())
              .filter(cursor -> reason.isEmpty())
              .or(
                  () ->
                      resume
                          .newest()
                          .filter(count -> reason.isEmpty())
                          .map(count -> index.beforeNewest(count, filter)))
              .orElse(index.cursor()));
    }
    return new ResumePoint(new Position(cursors), resets);
  }

  private static Optional<Reset.Reason> resetReason(FeedIndex index, ResumeRequest resume) {
    return resume.malformed()
        ? Optional.of(Reset.Reason.MALFORMED_CURSOR)
        : resume.cursor(index.feed()).flatMap(index::resetReason);
  }

  private Mono<ServerResponse> open(
      ServerRequest request, Selection selection, ResumePoint start, CachePolicy cachePolicy) {
    Optional<Partner> partner =
        cachePolicy == CachePolicy.PRIVATE
            ? authorizer.partner(request)
            : authorizer.partnerOfPublicFeeds(request);
    if (request.method().equals(HttpMethod.HEAD)) {
      return answer(cachePolicy).build();
    }
    PartnerGrant grant =
        partner
            .map(known -> new PartnerGrant(known, () -> authorizer.isStillValid(known)))
            .orElse(null);
    String client =
        proxies.client(request.remoteAddress().orElse(null), request.headers().asHttpHeaders());
    StreamRequest stream = new StreamRequest(selection, start, client, grant);
    return answer(cachePolicy)
        .body(BodyInserters.fromDataBuffers(bodies.body(stream, request.exchange().getResponse())));
  }

  private Mono<ServerResponse> busy(ServerRequest request, BusyReason reason) {
    authorizer.allowEveryOrigin(request);
    return answer(CachePolicy.PUBLIC).bodyValue(hub.busy(reason).copy());
  }

  private static ServerResponse.BodyBuilder answer(CachePolicy cachePolicy) {
    CacheControl cache = CacheControl.noCache().noTransform();
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(cachePolicy == CachePolicy.PRIVATE ? cache.cachePrivate() : cache)
        .varyBy(HttpHeaders.AUTHORIZATION, HttpHeaders.ORIGIN)
        .header("X-Accel-Buffering", "no");
  }
}
