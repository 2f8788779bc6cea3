package news.dateline.feedapi.stream;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.http.Parameters;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.feedapi.index.FeedUnavailableException;
import news.dateline.feedapi.index.Reset;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Opens streams: finds out where each begins. */
public final class StreamRoutes {
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(15);

  private final FeedLookup lookup;
  private final Audience audience;

  /**
   * Where a reader wants to go on.
   *
   * @param malformed the browser's own cursor is none
   * @param newest so many of the newest items first, where there is no cursor
   */
  private record Wish(Optional<Cursor> cursor, boolean malformed, Optional<Integer> newest) {
    static Wish of(ServerRequest request) {
      String last = request.headers().firstHeader(LAST_EVENT_ID);
      Optional<Integer> newest = Parameters.count(request, "last");
      // the header wins: a browser that comes back resends the URL as it was
      if (last == null || last.isEmpty()) {
        return new Wish(Parameters.cursor(request, "after"), false, newest);
      }
      try {
        return new Wish(Optional.of(Cursor.parse(LAST_EVENT_ID, last)), false, newest);
      } catch (InvalidFieldException e) {
        return new Wish(Optional.empty(), true, newest);
      }
    }
  }

  public StreamRoutes(FeedLookup lookup, Audience audience) {
    this.lookup = lookup;
    this.audience = audience;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .route(path("/feeds/{feed}/stream"), this::stream)
        .filter(Parameters::readsOnly)
        .build();
  }

  private Mono<ServerResponse> stream(ServerRequest request) {
    FeedId feed = Parameters.feed(request);
    Wish wish = Wish.of(request);
    if (audience.isStopping()) {
      return busy("stopping");
    }
    return lookup
        .feed(feed)
        .flatMap(index -> lookup.resumable(index, wish.cursor()))
        .flatMap(index -> open(request, feed, start(index, wish)))
        // a browser never tries again after anything but 200
        .onErrorResume(FeedUnavailableException.class, e -> busy(String.valueOf(e.getMessage())));
  }

  private Start start(FeedIndex index, Wish wish) {
    Optional<Reset.Reason> reason =
        wish.malformed()
            ? Optional.of(Reset.Reason.MALFORMED_CURSOR)
            : wish.cursor().flatMap(index::refusal);
    if (reason.isPresent()) {
      audience.resetFor(reason.get());
      return Start.reset(index, reason.get(), jittered(RETRY));
    }
    Cursor cursor =
        wish.cursor().or(() -> wish.newest().map(index::beforeNewest)).orElse(index.cursor());
    return Start.at(cursor, jittered(RETRY));
  }

  private Mono<ServerResponse> open(ServerRequest request, FeedId feed, Start start) {
    if (request.method().equals(HttpMethod.HEAD)) {
      return answer().build();
    }
    ServerHttpResponse response = request.exchange().getResponse();
    FeedStream.Outlet outlet = new FeedStream.Outlet(loop(response), response.bufferFactory());
    FeedStream stream = new FeedStream(feed, start, audience, outlet);
    return answer().body(BodyInserters.fromDataBuffers(stream));
  }

  private static Executor loop(ServerHttpResponse response) {
    HttpServerResponse connection = ServerHttpResponseDecorator.getNativeResponse(response);
    AtomicReference<Executor> loop = new AtomicReference<>();
    connection.withConnection(open -> loop.set(open.channel().eventLoop()));
    return Objects.requireNonNull(loop.get());
  }

  private static Mono<ServerResponse> busy(String reason) {
    return answer().bodyValue(Start.busy(reason, jittered(BUSY_RETRY)));
  }

  private static ServerResponse.BodyBuilder answer() {
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(CacheControl.noCache().noTransform())
        .header("X-Accel-Buffering", "no");
  }

  /** Between two thirds and four thirds, so that all do not come back at once. */
  private static Duration jittered(Duration middle) {
    long third = middle.toMillis() / 3;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2 * third, 4 * third + 1));
  }
}
