package news.dateline.producer.polling;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import news.dateline.events.ImportSource;
import org.jspecify.annotations.Nullable;

/**
 * The sources that this producer polls. Takes over a source under a generation that is higher than
 * those of all pollers before, and polls the sources that are due, a few at a time. Used on one
 * thread; the polls run elsewhere.
 */
final class SourceClaims {
  /** As many as documents are read at once. */
  private static final int MAX_AT_ONCE = 2;

  private final Function<ImportSource, CompletableFuture<?>> append;
  private final BiFunction<PolledSource, ImportSource, CompletableFuture<ImportSource>> poll;
  private final PollMeters meters;
  private final Clock clock;
  private final Map<String, ImportSource> known = new HashMap<>();
  private final Map<String, Claim> claims = new HashMap<>();

  /** A source that this producer polls. */
  private static final class Claim {
    private final PolledSource source;
    private ImportSource state;
    private CompletableFuture<?> written;
    private @Nullable CompletableFuture<ImportSource> running;

    private Claim(PolledSource source, ImportSource state, CompletableFuture<?> written) {
      this.source = source;
      this.state = state;
      this.written = written;
    }

    private void cancel() {
      if (running != null) {
        running.cancel(true);
      }
    }
  }

  /**
   * @param append appends a record to {@code import-sources}
   * @param poll polls a source and returns its state afterwards; does not fail
   */
  SourceClaims(
      Function<ImportSource, CompletableFuture<?>> append,
      BiFunction<PolledSource, ImportSource, CompletableFuture<ImportSource>> poll,
      PollMeters meters,
      Clock clock) {
    this.append = append;
    this.poll = poll;
    this.meters = meters;
    this.clock = clock;
  }

  /** Takes a record of {@code import-sources}. Gives up a source that another poller took over. */
  void read(ImportSource read) {
    String key = ImportSource.keyOf(read.feed(), read.source());
    ImportSource before = known.get(key);
    if (before == null || read.generation() >= before.generation()) {
      known.put(key, read);
    }
    Claim claim = claims.get(key);
    if (claim != null && read.generation() > claim.state.generation()) {
      release(source -> source.key().equals(key));
    }
  }

  /** Takes over a source, unless that is done. All its records have been read. */
  void claim(PolledSource source) {
    String key = source.key();
    if (!claims.containsKey(key)) {
      ImportSource state = next(source, known.get(key));
      claims.put(key, new Claim(source, state, append.apply(state)));
      meters.show(state);
    }
  }

  private ImportSource next(PolledSource source, @Nullable ImportSource before) {
    Instant now = clock.instant();
    // the clock keeps the generation rising if the topic was lost, the record if clocks step back
    long generation = Math.max(now.toEpochMilli(), before == null ? 0 : before.generation() + 1);
    if (before == null) {
      return new ImportSource(
          source.feedId(), source.name(), generation, source.digest(), null, null, now, 0, null);
    }
    boolean later = before.dueAt().isAfter(now.plus(source.interval())) && before.failures() == 0;
    boolean changed = !before.settings().equals(source.digest());
    return (later || changed ? before.dueAt(now) : before).claimedBy(generation);
  }

  /** Gives up sources, and cancels their polls. */
  void release(Predicate<PolledSource> given) {
    claims
        .entrySet()
        .removeIf(
            entry -> {
              boolean released = given.test(entry.getValue().source);
              if (released) {
                entry.getValue().cancel();
                known.remove(entry.getKey());
                meters.hide(entry.getKey());
              }
              return released;
            });
  }

  /** Writes down the polls that have ended, and begins those that are due. */
  void advance() {
    claims.values().forEach(this::settle);
    long running = claims.values().stream().filter(claim -> claim.running != null).count();
    List<Claim> due =
        claims.values().stream()
            .filter(this::isDue)
            .sorted(Comparator.comparing(claim -> claim.state.dueAt()))
            .limit(Math.max(0, MAX_AT_ONCE - running))
            .toList();
    due.forEach(claim -> claim.running = poll.apply(claim.source, claim.state));
  }

  private void settle(Claim claim) {
    if (claim.running != null && claim.running.isDone()) {
      if (!claim.running.isCompletedExceptionally()) {
        claim.state = claim.running.join();
        claim.written = append.apply(claim.state);
        meters.show(claim.state);
      }
      claim.running = null;
    } else if (claim.written.isCompletedExceptionally()) {
      claim.written = append.apply(claim.state);
    }
  }

  private boolean isDue(Claim claim) {
    return claim.running == null
        && claim.written.isDone()
        && !claim.written.isCompletedExceptionally()
        && !claim.state.dueAt().isAfter(clock.instant());
  }
}
