package news.dateline.producer.editorial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.Right;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestBody;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.security.Authors;
import news.dateline.producer.security.EditorAuthentication;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * The stream of a feed for editors: its items with what only editors may see, and each change of
 * them. It ends within a second after its author has lost the right to it or its session has ended,
 * and when its client has not read for half a minute.
 */
@RestController
final class DeskStreamApi {
  private static final String LIMITS =
      "an author may have %d, all authors %d"
          .formatted(DeskStreams.MAX_STREAMS_PER_AUTHOR, DeskStreams.MAX_STREAMS);
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** The event {@code alive}: the stream is open, and it is this time. */
  private record AliveEvent(Instant at) {}

  private final Feeds feeds;
  private final DeskStreams streams;
  private final Authors authors;
  private final InstantSource clock;

  DeskStreamApi(Feeds feeds, DeskStreams streams, Authors authors, InstantSource clock) {
    this.feeds = feeds;
    this.streams = streams;
    this.authors = authors;
    this.clock = clock;
  }

  @GetMapping(path = "/feeds/{feed}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> stream(
      @PathVariable String feed, EditorAuthentication author, ServerHttpRequest request) {
    RequestBody.refuseAnnounced(request.getHeaders());
    boolean isHead = request.getMethod().equals(HttpMethod.HEAD);
    FeedId id = RequestPath.id(feed, FeedId::new);
    return feeds
        .require(id)
        .map(
            known -> {
              if (!streams.mayOpen(author.id())) {
                throw new ProblemException(ProblemType.TOO_MANY_STREAMS, LIMITS)
                    .retryAfter(RETRY_AFTER);
              }
              return ResponseEntity.ok()
                  .contentType(MediaType.TEXT_EVENT_STREAM)
                  .cacheControl(CacheControl.noStore())
                  // nginx would collect events otherwise
                  .header("X-Accel-Buffering", "no")
                  .body(isHead ? Flux.empty() : events(id, author));
            });
  }

  private Flux<ServerSentEvent<String>> events(FeedId feed, EditorAuthentication author) {
    return whileAllowed(
        streams.of(feed, author.id()),
        lastTaken ->
            lastTaken.isAfter(clock.instant().minus(WRITE_TIMEOUT)) && mayRead(author, feed),
        clock);
  }

  private boolean mayRead(EditorAuthentication author, FeedId feed) {
    return authors
        .current(author)
        .filter(now -> now.profile().rightsOn(feed).contains(Right.SUBMIT))
        .isPresent();
  }

  /**
   * Adds heartbeats to the events, each with the time. Ends with them, or when the check, once a
   * second, is false. It ends also a stream whose client reads nothing, and then drops what waits
   * for the client.
   *
   * @param allowed tests the time at which the client last took an event
   */
  static Flux<ServerSentEvent<String>> whileAllowed(
      Flux<ServerSentEvent<String>> events, Predicate<Instant> allowed, InstantSource clock) {
    return Flux.defer(
        () -> {
          AtomicReference<Instant> lastTaken = new AtomicReference<>(clock.instant());
          Flux<Signal<ServerSentEvent<String>>> heartbeats =
              Flux.interval(HEARTBEAT_INTERVAL)
                  .onBackpressureDrop()
                  .map(tick -> Signal.next(alive(clock.instant())));
          return Flux.merge(events.materialize(), heartbeats)
              .<ServerSentEvent<String>>dematerialize()
              .doOnNext(event -> lastTaken.set(clock.instant()))
              .takeUntilOther(
                  Flux.interval(HEARTBEAT_INTERVAL).filter(tick -> !allowed.test(lastTaken.get())));
        });
  }

  private static ServerSentEvent<String> alive(Instant now) {
    String data = new String(Json.write(new AliveEvent(now)), UTF_8);
    return ServerSentEvent.builder(data).event("alive").build();
  }
}
