package news.dateline.producer.importing;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import news.dateline.producer.eventlog.Feeds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads documents, a few at a time, and publishes their items. Thread-safe. */
final class DocumentImport {
  private final Feeds feeds;
  private final Importer importer;
  private final Clock clock;
  private final ImportSlots slots;

  DocumentImport(Feeds feeds, Importer importer, Clock clock, ImportSlots slots) {
    this.feeds = feeds;
    this.importer = importer;
    this.clock = clock;
    this.slots = slots;
  }

  /**
   * What becomes of a document.
   *
   * @param found number of items in the document, and of results
   */
  record Results(int found, Flux<ImportResult> lines) {}

  /**
   * Reads a document and imports it as the results are asked for.
   *
   * @param document fails if the document cannot be loaded
   */
  Mono<Results> results(Mono<byte[]> document, ImportOrder order, ImportParameters parameters) {
    return results(document, order, parameters, item -> true);
  }

  /** Imports only items that are wanted, of those in the document. */
  Mono<Results> results(
      Mono<byte[]> document,
      ImportOrder order,
      ImportParameters parameters,
      Predicate<SourceItem> wanted) {
    return slots.run(
        document
            .flatMap(content -> read(content, order, parameters))
            .map(context -> withErrorsAsExceptions(() -> results(context, order, wanted))));
  }

  private Mono<ImportContext> read(
      byte[] document, ImportOrder order, ImportParameters parameters) {
    return feeds
        .require(order.feed())
        // parsing 16 MiB would block the event loop for too long
        .publishOn(Schedulers.boundedElastic())
        .map(
            state ->
                new ImportContext(
                    state.profile(),
                    withErrorsAsExceptions(() -> parameters.read(document)),
                    parameters,
                    clock.instant()));
  }

  /**
   * Does the work. Throws an exception in place of an error of the JVM, because Reactor rethrows
   * such an error, and the result would never complete.
   */
  private static <T> T withErrorsAsExceptions(Supplier<T> work) {
    try {
      return work.get();
    } catch (VirtualMachineError | LinkageError e) {
      throw new IllegalStateException("the document cannot be read", e);
    }
  }

  private Results results(ImportContext context, ImportOrder order, Predicate<SourceItem> wanted) {
    List<SourceNote> notes = context.notes();
    List<SourceItem> items = SourceItems.of(context).stream().filter(wanted).toList();
    Flux<ImportResult> lines =
        context.parameters().dryRun()
            ? Flux.fromIterable(items).map(ImportResult::unwritten)
            : importer.run(order, items, context.parameters().generation() != null);
    return new Results(
        items.size(),
        notes.isEmpty() ? lines : lines.concatWith(Flux.just(ImportResult.document(notes))));
  }
}
