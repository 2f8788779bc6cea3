package news.dateline.producer.importing;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.importing.format.DocumentReader;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads documents, a few at a time, and publishes their items. Thread-safe. */
final class DocumentImport {
  private static final byte[] NOTHING = {};

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
   * The results of the items of a document.
   *
   * @param found number of items in the document, and of results
   */
  record Results(int found, Flux<ImportResult> lines) {}

  /**
   * Imports a document as its results are asked for. The document takes a place of those that are
   * imported at a time until the use of its results has ended.
   *
   * @param document fails if the document cannot be loaded
   * @param wanted tests which items are imported; null if all are
   */
  <T> Mono<T> run(
      Mono<byte[]> document,
      Importer.Order order,
      ImportParameters parameters,
      @Nullable Predicate<SourceItem> wanted,
      Function<Results, Mono<T>> use) {
    return slots.run(
        document
            // the operators must not refer to the bytes once the items have been read
            .map(AtomicReference::new)
            .flatMap(content -> read(content, order, parameters, wanted))
            .flatMap(use));
  }

  private Mono<Results> read(
      AtomicReference<byte[]> content,
      Importer.Order order,
      ImportParameters parameters,
      @Nullable Predicate<SourceItem> wanted) {
    return feeds
        .require(order.feed())
        // parsing 16 MiB would block the event loop for too long
        .publishOn(Schedulers.boundedElastic())
        .map(
            state ->
                withErrorsAsExceptions(
                    () -> {
                      DocumentReader reader = parameters.reader(content.getAndSet(NOTHING));
                      ImportContext context =
                          new ImportContext(
                              state.profile(), reader.readHead(), parameters, clock.instant());
                      return results(context, items(context, reader, wanted), order);
                    }));
  }

  private static List<StoredItem> items(
      ImportContext context, DocumentReader reader, @Nullable Predicate<SourceItem> wanted) {
    List<StoredItem> items = SourceItems.of(context, reader);
    return wanted == null
        ? items
        : items.stream().filter(item -> wanted.test(item.load())).toList();
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

  private Results results(ImportContext context, List<StoredItem> items, Importer.Order order) {
    List<SourceNote> notes = context.notes();
    Flux<ImportResult> lines =
        context.parameters().dryRun()
            ? Flux.fromIterable(items).map(item -> ImportResult.unwritten(item.load()))
            : importer.run(order, items, context.parameters().generation() != null);
    return new Results(
        items.size(),
        notes.isEmpty() ? lines : lines.concatWith(Flux.just(ImportResult.document(notes))));
  }
}
