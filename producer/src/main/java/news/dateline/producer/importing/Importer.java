package news.dateline.producer.importing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.Actor;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.producer.editorial.EditorRequest;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Outcomes;
import news.dateline.producer.problem.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Publishes the items of a document in order. Awaits the outcomes of up to 500 at once. */
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
   * The request of an editor to import a document into a feed.
   *
   * @param editor the author by its id
   * @param key the {@code Idempotency-Key} of the import
   * @param line what the import is, for the digest of its events
   * @param eventSource the {@code ce_source} of its events
   * @param actor the author of its events
   */
  record Order(
      FeedId feed, String editor, String key, String line, String eventSource, Actor actor) {
    static Order of(EditorRequest request) {
      return new Order(
          request.feed(),
          request.editor(),
          request.idempotencyKey(),
          request.requestLine(),
          request.source(),
          request.actor());
    }
  }

  /**
   * Appends the items as the client reads the response and emits one result per item, in the order
   * in which the outcomes arrive. Ends with a {@code failed} result if Kafka accepts no more
   * events, and with a rejected one if another producer has taken over the source. To learn that
   * from one event, the first one of a polled source is decided before the others are written.
   */
  Flux<ImportResult> run(Order order, List<StoredItem> items, boolean polled) {
    Flux<ImportResult> results =
        polled ? publishFirstAlone(order, items) : publish(order, items.stream());
    return results.takeUntil(
        result ->
            result.status() == ImportResult.Status.FAILED
                || PolledImport.STALE.equals(result.reason()));
  }

  private Flux<ImportResult> publishFirstAlone(Order order, List<StoredItem> items) {
    long first =
        1 + items.stream().takeWhile(item -> item.load() instanceof SourceItem.InvalidItem).count();
    return publish(order, items.stream().limit(first))
        .concatWith(Flux.defer(() -> publish(order, items.stream().skip(first))));
  }

  private Flux<ImportResult> publish(Order order, Stream<StoredItem> items) {
    return Flux.fromStream(items)
        // one thread appends the events one after the other, which keeps their order
        .publishOn(Schedulers.boundedElastic())
        .flatMap(item -> publish(order, item.load()), MAX_IN_FLIGHT);
  }

  private Mono<ImportResult> publish(Order order, SourceItem item) {
    if (item instanceof SourceItem.InvalidItem invalid) {
      return Mono.just(ImportResult.invalid(invalid));
    }
    SourceItem.WritableItem valid = (SourceItem.WritableItem) item;
    EventEnvelope event = event(order, valid.event());
    // while it waits for the outcome, the item itself is not in memory any more
    ImportResult undecided = ImportResult.undecided(valid, event.id());
    return Mono.fromFuture(log.append(event))
        .flatMap(coordinates -> outcomes.await(coordinates, MAX_WAIT))
        .map(undecided::decided)
        .defaultIfEmpty(undecided)
        .onErrorResume(ProblemException.class, problem -> Mono.just(undecided.failed(problem)));
  }

  /**
   * Creates the item's event. Each item has its own event id, so that a document can be sent again
   * with items added, and its own digest, which reveals an item that changed under the same key.
   */
  private EventEnvelope event(Order order, NewsEvent.ItemEvent item) {
    ItemId id = item.id();
    String act = item instanceof NewsEvent.ItemDeletedAtSource ? "/deleted/" : "/";
    EventId event = EventIds.of(order.editor(), order.feed(), order.key() + act + id);
    String digest = EventIds.fingerprint(order.line(), id.value(), Json.write(item));
    return new EventEnvelope(
        event, order.feed(), order.eventSource(), clock.instant(), digest, item, order.actor());
  }
}
