package news.dateline.producer.polling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import news.dateline.events.ImportSource;
import news.dateline.events.ImportSource.Poll;
import news.dateline.producer.fetching.DocumentFetcher;
import news.dateline.producer.fetching.FetchFailedException;
import news.dateline.producer.fetching.FetchRequest;
import news.dateline.producer.fetching.FetchedDocument;
import news.dateline.producer.importing.DocumentImport;
import news.dateline.producer.importing.ImportCounts;
import news.dateline.producer.importing.PolledDocument;
import news.dateline.producer.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Polls a source once: loads its document if it has changed, imports it, and says how the source is
 * then. A poll that fails keeps the validators, so that the next one loads the document again; it
 * deletes nothing, whatever is missing.
 */
final class SourcePoller {
  private static final Logger log = LoggerFactory.getLogger(SourcePoller.class);
  private static final Duration MAX_IMPORT = Duration.ofMinutes(10);

  private final DocumentFetcher fetcher;
  private final DocumentImport documents;
  private final PollSchedule schedule;
  private final PollMeters meters;
  private final Clock clock;

  SourcePoller(
      DocumentFetcher fetcher, DocumentImport documents, PollSchedule schedule, PollMeters meters) {
    this.fetcher = fetcher;
    this.documents = documents;
    this.schedule = schedule;
    this.meters = meters;
    this.clock = schedule.clock();
  }

  /** Returns the state of the source after the poll. Never fails. */
  Mono<ImportSource> poll(PolledSource source, ImportSource before) {
    boolean sameSettings = before.settings().equals(source.digest());
    FetchRequest request =
        new FetchRequest(
            source.url(),
            source.authorization(),
            sameSettings ? before.etag() : null,
            sameSettings ? before.lastModified() : null);
    return fetcher
        .fetch(request)
        .flatMap(
            document ->
                document.content() == null
                    ? Mono.just(unchanged(source, before))
                    : imported(source, before, document, document.content()))
        .timeout(MAX_IMPORT)
        .onErrorResume(failure -> Mono.just(failed(source, before, failure)))
        .doOnNext(after -> meters.record(source, after));
  }

  private Mono<ImportSource> imported(
      PolledSource source, ImportSource before, FetchedDocument document, byte[] content) {
    PolledDocument polled =
        new PolledDocument(
            source.feedId(),
            source.name(),
            content,
            document.address(),
            document.contentType(),
            source.labels(),
            before.generation(),
            before.generation() + "-" + clock.millis());
    return documents
        .run(polled)
        .map(
            counts -> {
              meters.count(source, counts);
              return counts.isComplete()
                  ? imported(source, before, document, counts)
                  : failed(
                      source, before, counts, "Kafka did not accept or decide all items", null);
            });
  }

  private ImportSource imported(
      PolledSource source, ImportSource before, FetchedDocument document, ImportCounts counts) {
    Instant now = clock.instant();
    return new ImportSource(
        source.feedId(),
        source.name(),
        before.generation(),
        source.digest(),
        document.etag(),
        document.lastModified(),
        schedule.afterSuccess(source.interval()),
        0,
        new Poll(now, "imported", counts.found(), counts.changed(), null));
  }

  private ImportSource unchanged(PolledSource source, ImportSource before) {
    Instant now = clock.instant();
    return new ImportSource(
        before.feed(),
        before.source(),
        before.generation(),
        before.settings(),
        before.etag(),
        before.lastModified(),
        schedule.afterSuccess(source.interval()),
        0,
        new Poll(now, "unchanged", 0, 0, null));
  }

  private ImportSource failed(PolledSource source, ImportSource before, Throwable failure) {
    if (failure instanceof FetchFailedException refused) {
      return failed(source, before, ImportCounts.NONE, refused.getMessage(), refused.retryAfter());
    }
    String detail =
        failure instanceof ProblemException problem && problem.getMessage() != null
            ? problem.getMessage()
            : failure.getClass().getSimpleName();
    return failed(source, before, ImportCounts.NONE, detail, null);
  }

  private ImportSource failed(
      PolledSource source,
      ImportSource before,
      ImportCounts counts,
      @Nullable String detail,
      @Nullable Duration retryAfter) {
    Instant now = clock.instant();
    int failures = before.failures() + 1;
    log.warn("Source {} could not be imported into {}: {}", source.name(), source.feed(), detail);
    return new ImportSource(
        before.feed(),
        before.source(),
        before.generation(),
        before.settings(),
        before.etag(),
        before.lastModified(),
        schedule.afterFailure(source.interval(), failures, retryAfter),
        failures,
        new Poll(now, "failed", counts.found(), counts.changed(), detail));
  }
}
