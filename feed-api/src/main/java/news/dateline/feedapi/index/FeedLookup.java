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
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Finds what readers ask for. What this replica has not got yet it looks for, at most {@link
 * #PATIENCE}: replicas may trail each other.
 */
public final class FeedLookup {
  /** How long a reader waits for what may still come. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FeedStore feeds;
  private final BooleanSupplier caughtUp;
  private final Supplier<CompletableFuture<Void>> readToEnd;
  private final Scheduler scheduler;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

  /** An item, and the version of the feed it was found in. */
  public record Found(FeedIndex index, ItemEntry entry) {}

  private record Waiter(FeedId feed, Cursor cursor, MonoSink<FeedIndex> sink) {
    boolean isSatisfiedBy(FeedIndex index) {
      return index.refusal(cursor).isEmpty();
    }
  }

  /**
   * @param caughtUp whether everything that was there at the start has been read
   * @param readToEnd completes once everything that is there now has been read
   * @param scheduler where to go on after a wait, for the writer's thread is not to be held up
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

  /** Nothing, or an error as long as this replica is still reading what was there at its start. */
  public Mono<Void> ready() {
    return Mono.defer(
        () ->
            caughtUp.getAsBoolean()
                ? Mono.empty()
                : Mono.error(new FeedUnavailableException("starting")));
  }

  /** The feed, {@link NotFoundException} or {@link FeedUnavailableException}. */
  public Mono<FeedIndex> feed(FeedId feed) {
    return look(() -> feeds.find(feed), "feed " + feed);
  }

  /**
   * The same, holding the given position unless that does not come in time. Whoever has a position
   * knows the feed, which Kafka may show a moment after the outcome that told them.
   */
  public Mono<FeedIndex> feed(FeedId feed, Optional<Cursor> min) {
    return min.map(cursor -> ready().then(reaching(feed, cursor))).orElseGet(() -> feed(feed));
  }

  /** The item, {@link NotFoundException} or {@link FeedUnavailableException}. */
  public Mono<Found> item(FeedId feed, ItemId id) {
    return look(
        () -> feeds.find(feed).flatMap(i -> i.item(id).map(entry -> new Found(i, entry))),
        "item " + id + " in feed " + feed);
  }

  /** The feed once it has come to where a reader is already, but not for ever. */
  public Mono<FeedIndex> resumable(FeedIndex index, Optional<Cursor> cursor) {
    return cursor
        .filter(ahead -> index.refusal(ahead).equals(Optional.of(Reset.Reason.AHEAD)))
        .map(ahead -> reaching(index.feed(), ahead))
        .orElse(Mono.just(index));
  }

  private Mono<FeedIndex> reaching(FeedId feed, Cursor cursor) {
    return Mono.<FeedIndex>create(sink -> await(new Waiter(feed, cursor, sink)))
        .timeout(PATIENCE, Mono.defer(() -> feed(feed)), scheduler)
        .publishOn(scheduler);
  }

  private <T> Mono<T> look(Supplier<Optional<T>> question, String what) {
    return ready()
        .then(Mono.fromSupplier(question))
        .flatMap(
            found ->
                found
                    .map(Mono::just)
                    .orElseGet(
                        () -> end().then(Mono.defer(() -> Mono.justOrEmpty(question.get())))))
        .switchIfEmpty(Mono.error(() -> new NotFoundException(what)));
  }

  private Mono<Void> end() {
    return Mono.fromFuture(readToEnd)
        .timeout(PATIENCE, Mono.error(() -> new FeedUnavailableException("kafka-away")), scheduler)
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
