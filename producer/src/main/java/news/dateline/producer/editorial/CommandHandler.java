package news.dateline.producer.editorial;

import java.time.Clock;
import java.util.concurrent.TimeoutException;
import news.dateline.events.EventEnvelope;
import news.dateline.events.NewsEvent;
import news.dateline.producer.newslog.EventLog;
import news.dateline.producer.newslog.Feeds;
import news.dateline.producer.newslog.Outcomes;
import news.dateline.producer.newslog.RecordCoordinates;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.request.RequestBody;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes an editor's call from its headers to its answer, and writes nothing unless all of it fits.
 */
final class CommandHandler {
  private static final DataSize LIMIT = DataSize.ofKilobytes(256);

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

  /** Makes an event of a call and its body; what does not fit is a {@link Problem}. */
  interface EventFactory {
    NewsEvent event(EditorRequest call, byte[] body);
  }

  Mono<ResponseEntity<byte[]>> take(ServerWebExchange exchange, String feed, EventFactory act) {
    return EditorRequest.of(exchange, feed)
        .flatMap(
            call ->
                RequestBody.read(exchange.getRequest(), LIMIT)
                    // reading 256 KiB of hostile HTML may take longer than an event loop has; and
                    // the
                    // threads that wait for Kafka may all be waiting
                    .publishOn(Schedulers.parallel())
                    .map(body -> call.event(act.event(call, body), body, clock.instant()))
                    .flatMap(event -> publish(call, event))
                    .onErrorMap(Problem.class, problem -> problem.with("eventId", call.eventId())));
  }

  private Mono<ResponseEntity<byte[]>> publish(EditorRequest call, EventEnvelope event) {
    return feedIsThere(event)
        .then(append(event))
        .timeout(EventLog.DELIVERY.plusSeconds(1))
        .onErrorMap(TimeoutException.class, EventLog::unavailable)
        .flatMap(place -> answer(call, event.data(), place));
  }

  private Mono<?> feedIsThere(EventEnvelope event) {
    return event.data() instanceof NewsEvent.FeedDefined
        ? Mono.empty()
        : feeds.require(event.feed());
  }

  private Mono<RecordCoordinates> append(EventEnvelope event) {
    return Mono.fromFuture(() -> log.append(event)).subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<ResponseEntity<byte[]>> answer(
      EditorRequest call, NewsEvent event, RecordCoordinates place) {
    if (call.patience() == null) {
      return Mono.just(Responses.sent(call, event));
    }
    return outcomes
        .at(place, call.patience())
        .map(outcome -> Responses.decided(call, event, outcome))
        .switchIfEmpty(Mono.fromSupplier(() -> Responses.sent(call, event)));
  }
}
