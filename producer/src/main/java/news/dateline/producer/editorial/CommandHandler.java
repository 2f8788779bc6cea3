package news.dateline.producer.editorial;

import java.time.Clock;
import java.util.concurrent.TimeoutException;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FieldLimits;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.NewsEvent;
import news.dateline.events.PublicFeed;
import news.dateline.events.Right;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Outcomes;
import news.dateline.producer.eventlog.RecordCoordinates;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.request.RequestBody;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Handles an editor's command: reads and validates the whole request, appends one event, and
 * responds with the event's outcome. An invalid request writes nothing.
 */
final class CommandHandler {
  static final DataSize MAX_BODY = DataSize.ofKilobytes(256);

  private final Feeds feeds;
  private final EventLog log;
  private final Outcomes outcomes;
  private final Clock clock;

  CommandHandler(Feeds feeds, EventLog log, Outcomes outcomes, Clock clock) {
    this.feeds = feeds;
    this.log = log;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /**
   * Creates the event of a request and its body. Throws a {@link ProblemException} or an {@link
   * InvalidFieldException} if they are invalid.
   */
  interface EventFactory {
    NewsEvent create(EditorRequest request, byte[] body);
  }

  /**
   * Responds with 202 once the event is on every in-sync replica or, if the request prefers to
   * wait, with the event's outcome. Fails with a {@link ProblemException} if the request is
   * invalid, the feed does not exist, the event is rejected, or Kafka does not respond within 11 s.
   */
  Mono<ResponseEntity<byte[]>> handle(
      ServerWebExchange exchange, String feed, EventFactory eventFactory) {
    return EditorRequest.of(exchange, feed)
        .flatMap(
            request ->
                RequestBody.read(exchange.getRequest(), MAX_BODY)
                    // parsing 256 KiB of hostile HTML would block the event loop for too long, and
                    // the boundedElastic threads may all be waiting for Kafka
                    .publishOn(Schedulers.parallel())
                    .map(
                        body ->
                            request.event(
                                FieldLimits.check(eventFactory.create(request, body)),
                                body,
                                clock.instant()))
                    .onErrorMap(InvalidFieldException.class, ProblemException::of)
                    .flatMap(event -> publish(request, event))
                    .onErrorMap(
                        ProblemException.class,
                        problem -> problem.with("eventId", request.eventId())));
  }

  private Mono<ResponseEntity<byte[]>> publish(EditorRequest request, EventEnvelope event) {
    Right required = Right.requiredFor(event.data());
    if (!event.actor().has(required)) {
      return Mono.error(ProblemException.forbidden(required));
    }
    return inFeed(event)
        .flatMap(this::append)
        .timeout(EventLog.DELIVERY_TIMEOUT.plusSeconds(1))
        .onErrorMap(TimeoutException.class, EventLog::unavailable)
        .flatMap(coordinates -> respond(request, event.data(), coordinates));
  }

  /** Requires the feed, and gives a publication the seconds for which the feed holds new items. */
  private Mono<EventEnvelope> inFeed(EventEnvelope event) {
    if (event.data() instanceof NewsEvent.FeedDefined) {
      return Mono.just(event);
    }
    Mono<PublicFeed> feed = feeds.require(event.feed());
    return event.data() instanceof NewsEvent.ItemPublished published
        ? feed.map(known -> event.withData(published.heldFor(known.profile().holdFor())))
        : feed.thenReturn(event);
  }

  private Mono<RecordCoordinates> append(EventEnvelope event) {
    return Mono.fromFuture(() -> log.append(event)).subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<ResponseEntity<byte[]>> respond(
      EditorRequest request, NewsEvent event, RecordCoordinates coordinates) {
    if (request.preferredWait() == null) {
      return Mono.just(Responses.undecided(request, event));
    }
    return outcomes
        .await(coordinates, request.preferredWait())
        .map(outcome -> Responses.decided(request, event, outcome))
        .switchIfEmpty(Mono.fromSupplier(() -> Responses.undecided(request, event)));
  }
}
