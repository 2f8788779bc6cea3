package news.dateline.producer.polling;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import news.dateline.events.PolledSource;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.RecordCoordinates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over and polls one source while its partition is assigned to this producer. Used on the
 * thread of {@link SourceAssignment} only, except {@link #state}.
 */
final class OwnedSource {
  private static final Logger log = LoggerFactory.getLogger(OwnedSource.class);

  /** The time after which a takeover that Kafka did not accept is tried again. */
  private static final int RETRY_SECONDS = 5;

  private final PollTarget target;
  private final SourcePoller poller;
  private final EventLog eventLog;
  private final PollMeters meters;

  /** The record of the highest generation; null if there is none. */
  private @Nullable PolledSource seen;

  /** The state under the generation of this producer; null if it has not taken the source over. */
  private volatile @Nullable PolledSource own;

  private @Nullable PolledSource claimed;
  private @Nullable CompletableFuture<RecordCoordinates> claiming;
  private @Nullable CompletableFuture<SourcePoller.Poll> polling;
  private long claimOffset;
  private Set<String> known = Set.of();
  private Instant notBefore = Instant.MIN;

  OwnedSource(PollTarget target, SourcePoller poller, EventLog eventLog, PollMeters meters) {
    this.target = target;
    this.poller = poller;
    this.eventLog = eventLog;
    this.meters = meters;
  }

  PollTarget target() {
    return target;
  }

  /** Returns the state of the source; null unless this producer polls it. Thread-safe. */
  @Nullable PolledSource state() {
    return own;
  }

  /** Reads a record of the source. Gives the source up if another producer wrote it since. */
  void read(PolledSource state, long offset) {
    if (seen == null || state.generation() >= seen.generation()) {
      seen = state;
    }
    PolledSource current = own;
    if (current != null && offset > claimOffset && state.generation() != current.generation()) {
      // whichever is newer, the next takeover is newer than both
      giveUp();
    }
  }

  /** Forgets everything, because the partition is no longer assigned to this producer. */
  void release() {
    giveUp();
    seen = null;
    notBefore = Instant.MIN;
  }

  private void giveUp() {
    if (polling != null) {
      polling.cancel(true);
    }
    polling = null;
    claiming = null;
    own = null;
    known = Set.of();
    meters.setFailures(target, 0);
  }

  /** Takes the source over, and ends what has come to its end. Its records have all been read. */
  void proceed() {
    Instant now = poller.now();
    PolledSource current = own;
    if (claiming != null) {
      if (claiming.isDone()) {
        endClaim(claiming, now);
      }
    } else if (current == null) {
      if (!now.isBefore(notBefore)) {
        claimed = takeOver(now);
        claiming = eventLog.append(claimed);
      }
    } else if (polling != null && polling.isDone()) {
      endPoll(polling.join(), current);
    }
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
    return !poller.now().isBefore(due());
  }

  /** Begins to poll the source, which is due. */
  void poll() {
    PolledSource current = own;
    if (current != null) {
      polling = poller.poll(target, current, known).toFuture();
    }
  }

  /** Returns the state under a generation that is higher than every earlier one. */
  private PolledSource takeOver(Instant now) {
    PolledSource last = seen;
    // also if the topic is lost, a producer that comes later has a higher generation
    long generation = Math.max(last == null ? 0 : last.generation() + 1, now.toEpochMilli());
    return last == null || isOutdated(last, now)
        ? new PolledSource(
            target.feed(),
            target.source(),
            generation,
            target.addressDigest(),
            null,
            null,
            now,
            0,
            null,
            null)
        : last.takenOver(generation);
  }

  /** Returns true if the state is of other settings. */
  private boolean isOutdated(PolledSource state, Instant now) {
    Instant latest = now.plus(target.interval().multipliedBy(2));
    return !state.address().equals(target.addressDigest())
        || (state.failures() == 0 && state.due().isAfter(latest));
  }

  private void endClaim(CompletableFuture<RecordCoordinates> ended, Instant now) {
    claiming = null;
    PolledSource taken = claimed;
    if (ended.isCompletedExceptionally() || taken == null) {
      notBefore = now.plusSeconds(RETRY_SECONDS);
    } else if (seen == null || seen.generation() <= taken.generation()) {
      claimOffset = ended.join().offset();
      own = taken;
    }
  }

  private void endPoll(SourcePoller.Poll poll, PolledSource before) {
    polling = null;
    meters.count(target, poll);
    PolledSource after = poll.state();
    if (after.failures() == 1) {
      log.warn("The source {} cannot be polled: {}", target, after.result());
    } else if (after.failures() == 0 && before.failures() > 0) {
      log.info("The source {} is polled again: {}", target, after.result());
    }
    if (poll.stale()) {
      giveUp();
      notBefore = after.due();
    } else {
      own = after;
      known = poll.known();
      write(after);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the next poll writes the state again
  private void write(PolledSource state) {
    eventLog.append(state);
  }
}
