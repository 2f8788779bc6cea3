package news.dateline.producer.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import news.dateline.events.PolledSource;
import news.dateline.events.PublicFeed;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.fetching.FetchException;
import news.dateline.producer.fetching.FetchRequest;
import news.dateline.producer.fetching.FetchedDocument;
import news.dateline.producer.fetching.Fetcher;
import news.dateline.producer.importing.PolledImport;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Polls a source once: loads its document unless that is as it was, and imports it. A source that
 * is slow takes no place of an import, because its document is loaded before. Thread-safe.
 */
final class SourcePoller implements OwnedSource.Poller {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final Duration MAX_DURATION = Duration.ofMinutes(10);
  private static final int MAX_RESULT = 300;
  private static final int MAX_RETRIES = 60;
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** What fails because of this producer or Kafka, and not because of the source. */
  private static final Set<ProblemType> UNAVAILABLE =
      Set.of(ProblemType.UNAVAILABLE, ProblemType.IMPORTS_BUSY);

  private final Fetcher fetcher;
  private final PolledImport imports;
  private final Feeds feeds;
  private final PollSchedule schedule;

  SourcePoller(Fetcher fetcher, PolledImport imports, Feeds feeds, PollSchedule schedule) {
    this.fetcher = fetcher;
    this.imports = imports;
    this.feeds = feeds;
    this.schedule = schedule;
  }

  /**
   * What a poll found.
   *
   * @param state the new state of the source
   * @param kind for the metrics: {@code imported}, {@code unchanged} or {@code failed}
   * @param items the number of items by the result of their import
   * @param known digests of the items that need not be imported again
   * @param stale true if another producer has taken over the source
   */
  record Poll(
      PolledSource state,
      String kind,
      Map<String, Integer> items,
      Set<String> known,
      boolean stale) {}

  @Override
  public Mono<Poll> poll(PollTarget target, PolledSource before, Set<String> known) {
    boolean same = before.address().equals(target.settingsDigest());
    FetchRequest request =
        new FetchRequest(
            target.address(),
            target.headers(),
            same ? before.etag() : null,
            same ? before.lastModified() : null);
    boolean conditional = request.etag() != null || request.lastModified() != null;
    Mono<Poll> poll =
        retryWhileUnavailable(feeds.require(target.feed()))
            .flatMap(
                feed ->
                    feed.status() == PublicFeed.Status.CLOSED
                        ? Mono.just(failed(target, before, known, "the feed is closed", null))
                        : fetcher
                            .fetch(request)
                            .flatMap(
                                answer -> receive(target, before, known, conditional, answer)));
    return withFailure(poll, reason -> failed(target, before, known, reason, null));
  }

  /**
   * Returns the poll, or a failed one if it fails or does not end within ten minutes, as after an
   * error that ends its thread but not the stream.
   */
  static Mono<Poll> withFailure(Mono<Poll> poll, Function<String, Poll> failed) {
    return poll.timeout(MAX_DURATION)
        .onErrorResume(failure -> Mono.just(failed.apply(describe(failure))));
  }

  /**
   * Retries a second after each failure, up to 60 times, while Kafka is unavailable or other
   * documents are imported. Otherwise a source would count as failed, and be left alone for its
   * interval, because this producer has just started.
   */
  static <T> Mono<T> retryWhileUnavailable(Mono<T> work) {
    return work.retryWhen(
        Retry.fixedDelay(MAX_RETRIES, RETRY_INTERVAL)
            .filter(SourcePoller::isUnavailable)
            .onRetryExhaustedThrow((spec, last) -> last.failure()));
  }

  private static boolean isUnavailable(Throwable failure) {
    return failure instanceof ProblemException problem && UNAVAILABLE.contains(problem.type());
  }

  private Mono<Poll> receive(
      PollTarget target,
      PolledSource before,
      Set<String> known,
      boolean conditional,
      FetchedDocument answer) {
    if (answer.status() == NOT_MODIFIED && conditional) {
      PolledSource state =
          state(target, before, before.etag(), before.lastModified(), "not modified");
      return Mono.just(new Poll(state, "unchanged", Map.of(), known, false));
    }
    if (answer.status() != OK) {
      String reason = "HTTP status " + answer.status();
      return Mono.just(failed(target, before, known, reason, answer.retryAfter()));
    }
    PolledImport.PolledDocument document =
        new PolledImport.PolledDocument(
            target.feed(),
            target.source(),
            before.generation(),
            answer.address(),
            target.labels(),
            schedule.now(),
            known);
    return retryWhileUnavailable(imports.run(document, answer.body(), answer.contentType()))
        .map(summary -> imported(target, before, answer, summary));
  }

  private Poll imported(
      PollTarget target,
      PolledSource before,
      FetchedDocument answer,
      PolledImport.Summary summary) {
    if (!summary.complete()) {
      String reason = summary.stale() ? "another producer polls it" : "not all items were decided";
      Poll failed = failed(target, before, summary.decided(), reason, null);
      return new Poll(
          failed.state(), failed.kind(), summary.results(), summary.decided(), summary.stale());
    }
    String result = summary.found() + " items, " + written(summary) + " new or changed";
    // the end of an embargo does not change the document
    String etag = summary.embargoed() ? null : answer.etag();
    String lastModified = summary.embargoed() ? null : answer.lastModified();
    return new Poll(
        state(target, before, etag, lastModified, result),
        written(summary) == 0 ? "unchanged" : "imported",
        summary.results(),
        summary.decided(),
        false);
  }

  private static int written(PolledImport.Summary summary) {
    return summary.results().getOrDefault("accepted", 0);
  }

  private PolledSource state(
      PollTarget target,
      PolledSource before,
      @Nullable String etag,
      @Nullable String lastModified,
      String result) {
    return before
        .withDocument(target.settingsDigest(), etag, lastModified)
        .polled(schedule.now(), result, schedule.afterSuccess(target.interval()), 0);
  }

  /** Returns a failure, which keeps the ETag of the last document that was imported. */
  private Poll failed(
      PollTarget target,
      PolledSource before,
      Set<String> known,
      String reason,
      @Nullable String retryAfter) {
    int failures = before.failures() + 1;
    Instant due = schedule.afterFailure(target.interval(), failures, retryAfter);
    PolledSource state = before.polled(schedule.now(), reason, due, failures);
    return new Poll(state, "failed", Map.of(), known, false);
  }

  private static String describe(Throwable failure) {
    if (failure instanceof FetchException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof TimeoutException) {
      return "it was not imported within " + MAX_DURATION.toMinutes() + " min";
    }
    // the message of another exception may quote the document
    if (!(failure instanceof ProblemException problem)) {
      return failure.getClass().getSimpleName();
    }
    String said = (problem.type().reason() + ": " + problem.getMessage()).replaceAll("\\p{C}", " ");
    return said.length() > MAX_RESULT ? said.substring(0, MAX_RESULT) : said;
  }
}
