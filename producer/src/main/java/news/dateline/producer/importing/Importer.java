package news.dateline.producer.importing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.producer.editorial.EditorRequest;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.newslog.EventLog;
import news.dateline.producer.newslog.Outcomes;
import news.dateline.producer.problem.Problem;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Publishes a document's items in their order, many at once on their way. */
final class Importer {
  private static final int MAX_IN_FLIGHT = 500;
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final EventLog log;
  private final Outcomes outcomes;
  private final Clock clock;

  Importer(EventLog log, Outcomes outcomes, Clock clock) {
    this.log = log;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /**
   * Publishes each item as the result is read, and gives a line for each as its outcome becomes
   * known. Ends early, with a line that says so, when Kafka takes no more.
   */
  Flux<ImportResult> run(EditorRequest request, List<SourceItem> items) {
    return Flux.fromIterable(items)
        // one worker appends all of them, one by one: that keeps their order
        .publishOn(Schedulers.boundedElastic())
        .flatMap(item -> line(request, item), MAX_IN_FLIGHT)
        .takeUntil(line -> line.status() == ImportResult.Status.FAILED);
  }

  private Mono<ImportResult> line(EditorRequest request, SourceItem item) {
    if (item instanceof SourceItem.InvalidItem invalid) {
      return Mono.just(ImportResult.invalid(invalid));
    }
    SourceItem.ValidItem valid = (SourceItem.ValidItem) item;
    EventEnvelope event = event(request, valid.event());
    return Mono.fromFuture(log.append(event))
        .flatMap(coordinates -> outcomes.at(coordinates, MAX_WAIT))
        .map(outcome -> ImportResult.of(valid, outcome))
        .defaultIfEmpty(ImportResult.undecided(valid, event.id()))
        .onErrorResume(
            Problem.class, problem -> Mono.just(ImportResult.of(valid, event.id(), problem)));
  }

  /**
   * Each item has an event id of its own, so that a document can be sent again with some items
   * added; and a fingerprint of its own, by which an item changed under the same key is found out.
   */
  private EventEnvelope event(EditorRequest request, NewsEvent.ItemImported item) {
    ItemId id = item.id();
    EventId event =
        EventIds.of(request.editor(), request.feed(), request.idempotencyKey() + "/" + id);
    String digest = EventIds.fingerprint(request.requestLine(), id.value(), Json.write(item));
    return new EventEnvelope(
        event, request.feed(), request.source(), clock.instant(), digest, item);
  }
}
