package news.dateline.producer.polling;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import news.dateline.events.PolledSource;
import news.dateline.producer.eventlog.RecordCoordinates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Takes over and polls one source while its partition is assigned to this producer. Used on the
 * thread of {@link SourceAssignment} only, except {@link #state} and {@link #isRefused}.
 */
final class OwnedSource {
  private static final Logger log = LoggerFactory.getLogger(OwnedSource.class);

  /** The time after which a takeover that Kafka did not accept is tried again. */
  private static final int RETRY_SECONDS = 5;

  private final PollTarget target;
  private final Takeover takeover;
  private final Poller poller;
  private final PollSchedule schedule;
  private final Function<PolledSource, CompletableFuture<RecordCoordinates>> topic;
  private final PollMeters meters;

  /** The record with the highest generation that was read; null if none was. */
  private @Nullable PolledSource seen;

  /** The state under the generation of this producer; null if it has not taken the source over. */
  private volatile @Nullable PolledSource own;

  private volatile boolean refused;

  /** The record with which this producer takes the source over; null before. */
  private @Nullable PolledSource claimed;

  private @Nullable CompletableFuture<RecordCoordinates> claiming;
  private @Nullable CompletableFuture<SourcePoller.Poll> polling;

  /** The offset of {@link #claimed} on the topic. */
  private long claimOffset;

  /**
   * The highest offset of a record by another producer that was read since the claim was sent;
   * {@link Long#MAX_VALUE} if its generation is not lower, because the claim is then void wherever
   * it is.
   */
  private long foreignOffset;

  private Set<String> known = Set.of();
  private Instant notBefore = Instant.MIN;

  /** Failures in a row that no record has, because the poll was rejected. */
  private int failures;

  /** Polls in a row that were rejected although no record has a higher generation. */
  private int rejections;

  /** Polls a source once. The result never fails. */
  @FunctionalInterface
  interface Poller {
    /**
     * Polls the source.
     *
     * @param before the state of the source, whose generation its events get
     * @param known what the last poll by this producer said is known; empty after none
     */
    Mono<SourcePoller.Poll> poll(PollTarget target, PolledSource before, Set<String> known);
  }

  /**
   * @param topic appends a state to {@code import-sources}
   */
  OwnedSource(
      Takeover takeover,
      Poller poller,
      Function<PolledSource, CompletableFuture<RecordCoordinates>> topic,
      PollMeters meters) {
    this.target = takeover.target();
    this.takeover = takeover;
    this.schedule = takeover.schedule();
    this.poller = poller;
    this.topic = topic;
    this.meters = meters;
  }

  PollTarget target() {
    return target;
  }

  /** Returns the state of the source; null unless this producer polls it. Thread-safe. */
  @Nullable PolledSource state() {
    return own;
  }

  /** Returns true if Kafka did not accept the last takeover. Thread-safe. */
  boolean isRefused() {
    return refused;
  }

  /** Reads a record of the source. Gives the source up if another producer wrote it since. */
  void read(PolledSource state, long offset) {
    if (seen == null || state.generation() >= seen.generation()) {
      seen = state;
    }
    PolledSource taken = claimed;
    if (taken != null && !state.owner().equals(taken.owner())) {
      // an equal or higher generation counts wherever it is, a lower one only behind the claim
      boolean lower = state.generation() < taken.generation();
      foreignOffset = Math.max(foreignOffset, lower ? offset : Long.MAX_VALUE);
      if (own != null && foreignOffset > claimOffset) {
        // the next takeover gets a higher generation than both records
        giveUp();
      }
    }
  }

  /** Forgets everything, because the partition is no longer assigned to this producer. */
  void release() {
    giveUp();
    seen = null;
    refused = false;
    notBefore = Instant.MIN;
    failures = 0;
    rejections = 0;
  }

  private void giveUp() {
    if (polling != null) {
      polling.cancel(true);
    }
    polling = null;
    claiming = null;
    claimed = null;
    own = null;
    known = Set.of();
    meters.clear(target);
  }

  /**
   * Takes the source over unless this producer has, and processes a takeover or a poll that has
   * completed. Call it when all records of the partition have been read.
   *
   * @return false if Kafka did not accept a record
   */
  boolean proceed() {
    PolledSource current = own;
    CompletableFuture<SourcePoller.Poll> poll = polling;
    if (claiming != null) {
      return !claiming.isDone() || endClaim(claiming);
    }
    if (current == null) {
      return !schedule.isReached(target.interval(), notBefore, 1) || claim();
    }
    if (poll != null && poll.isDone()) {
      polling = null;
      return endPoll(poll.join(), current);
    }
    return true;
  }

  boolean isPolling() {
    return polling != null;
  }

  /** Returns when the source is polled next; never if it is being polled or not taken over. */
  Instant due() {
    PolledSource current = own;
    return current == null || polling != null ? Instant.MAX : current.due();
  }

  boolean isDue() {
    PolledSource current = own;
    return current != null
        && polling == null
        && schedule.isReached(target.interval(), current.due(), current.failures());
  }

  /** Begins to poll the source, which is due. */
  void poll() {
    PolledSource current = own;
    if (current != null) {
      polling = poller.poll(target, current, known).toFuture();
    }
  }

  private boolean claim() {
    PolledSource taken = takeover.of(seen, failures, rejections);
    claimed = taken;
    foreignOffset = -1;
    claiming = topic.apply(taken);
    return !claiming.isCompletedExceptionally();
  }

  private boolean endClaim(CompletableFuture<RecordCoordinates> ended) {
    claiming = null;
    refused = ended.isCompletedExceptionally();
    if (refused) {
      claimed = null;
      notBefore = schedule.now().plusSeconds(RETRY_SECONDS);
    } else {
      claimOffset = ended.join().offset();
      own = foreignOffset > claimOffset ? null : claimed;
    }
    return !refused;
  }

  private boolean endPoll(SourcePoller.Poll poll, PolledSource before) {
    meters.count(target, poll);
    PolledSource after = poll.state();
    if (after.failures() == 1) {
      log.warn("The source {} cannot be polled: {}", target, after.result());
    } else if (after.failures() == 0 && before.failures() > 0) {
      log.info("The source {} is polled again: {}", target, after.result());
    }
    if (poll.stale()) {
      boolean unknown = seen == null || seen.generation() <= before.generation();
      rejections += unknown ? 1 : 0;
      failures = after.failures();
      giveUp();
      notBefore = after.due();
      return true;
    }
    rejections = 0;
    failures = 0;
    own = after;
    known = poll.known();
    // the next poll writes the state again
    return !topic.apply(after).isCompletedExceptionally();
  }
}
