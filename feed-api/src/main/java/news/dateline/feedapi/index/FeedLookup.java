package news.dateline.feedapi.index;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.feedapi.sse.Reset;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Finds feeds and items. Because replicas may trail each other, it waits up to {@link #MAX_WAIT}
 * for what this replica has not read yet. Thread-safe.
 */
public final class FeedLookup {
  /** The longest time that a request waits for records to be read. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(2);

  private final FeedStore feeds;
  private final BooleanSupplier caughtUp;
  private final Supplier<CompletableFuture<Void>> readToEnd;
  private final Scheduler scheduler;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

  /** An item and the version of the feed that contains it. */
  public record Found(FeedIndex index, ItemEntry entry) {}

  private record Waiter(FeedId feed, Cursor cursor, MonoSink<FeedIndex> sink) {
    boolean isSatisfiedBy(FeedIndex index) {
      return index.resetReason(cursor).isEmpty();
    }
  }

  /**
   * @param caughtUp returns true once all records that existed at the start have been read
   * @param readToEnd completes once all records that exist now have been read
   * @param scheduler continues requests after a wait, so that they do not block the writer's thread
   */
  public FeedLookup(
      FeedStore feeds,
      BooleanSupplier caughtUp,
      Supplier<CompletableFuture<Void>> readToEnd,
      Scheduler scheduler) {
    this.feeds = feeds;
    this.caughtUp = caughtUp;
    this.readToEnd = readToEnd;
    this.scheduler = scheduler;
    feeds.onChange(this::wake);
  }

  /** Completes, or fails with {@link FeedUnavailableException} until the start is complete. */
  public Mono<Void> ready() {
    return Mono.defer(
        () ->
            caughtUp.getAsBoolean()
                ? Mono.empty()
                : Mono.error(new FeedUnavailableException(BusyReason.STARTING)));
  }

  /**
   * Returns the feed, or fails with {@link NotFoundException} or {@link FeedUnavailableException}.
   */
  public Mono<FeedIndex> feed(FeedId feed) {
    return find(() -> feeds.find(feed), "feed " + feed);
  }

  /**
   * Returns the feed once it contains the cursor, or without it after {@link #MAX_WAIT}. A client
   * with a cursor knows that the feed exists, so a feed that is not found yet is waited for.
   */
  public Mono<FeedIndex> feed(FeedId feed, Optional<Cursor> min) {
    return min.map(cursor -> ready().then(awaitCursor(feed, cursor, feed(feed))))
        .orElseGet(() -> feed(feed));
  }

  /**
   * Returns the item, or fails with {@link NotFoundException} or {@link FeedUnavailableException}.
   */
  public Mono<Found> item(FeedId feed, ItemId id) {
    return find(
        () -> feeds.find(feed).flatMap(i -> i.item(id).map(entry -> new Found(i, entry))),
        "item " + id + " in feed " + feed);
  }

  /**
   * Returns the feed once it contains the cursor. A feed that does not contain it within {@link
   * #MAX_WAIT}, or is of another epoch, is returned if all records that Kafka names have been read:
   * then the cursor cannot be resumed elsewhere either. Otherwise this fails with {@link
   * FeedUnavailableException}, because a replica that is behind must not reset what another one can
   * resume.
   */
  public Mono<FeedIndex> resumable(FeedIndex index, Optional<Cursor> cursor) {
    FeedId feed = index.feed();
    Mono<FeedIndex> atEnd = Mono.defer(this::awaitEnd).then(feed(feed));
    return cursor
        .flatMap(
            from ->
                index
                    .resetReason(from)
                    .map(
                        reason ->
                            reason == Reset.Reason.AHEAD ? awaitCursor(feed, from, atEnd) : atEnd))
        .orElse(Mono.just(index));
  }

  private Mono<FeedIndex> awaitCursor(FeedId feed, Cursor cursor, Mono<FeedIndex> otherwise) {
    return Mono.<FeedIndex>create(sink -> await(new Waiter(feed, cursor, sink)))
        .timeout(MAX_WAIT, otherwise, scheduler)
        .publishOn(scheduler);
  }

  private <T> Mono<T> find(Supplier<Optional<T>> query, String what) {
    return ready()
        .then(Mono.fromSupplier(query))
        .flatMap(
            found ->
                found
                    .map(Mono::just)
                    .orElseGet(
                        () -> awaitEnd().then(Mono.defer(() -> Mono.justOrEmpty(query.get())))))
        .switchIfEmpty(Mono.error(() -> new NotFoundException(what)));
  }

  private Mono<Void> awaitEnd() {
    return Mono.fromFuture(readToEnd)
        .timeout(
            MAX_WAIT,
            Mono.error(() -> new FeedUnavailableException(BusyReason.KAFKA_AWAY)),
            scheduler)
        .publishOn(scheduler);
  }

  private void await(Waiter waiter) {
    waiters.add(waiter);
    waiter.sink().onDispose(() -> waiters.remove(waiter));
    satisfy(waiter);
  }

  private void wake(FeedId feed) {
    waiters.stream().filter(waiter -> waiter.feed().equals(feed)).forEach(this::satisfy);
  }

  private void satisfy(Waiter waiter) {
    feeds.find(waiter.feed()).filter(waiter::isSatisfiedBy).ifPresent(waiter.sink()::success);
  }
}
