package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import news.dateline.events.Identity;
import news.dateline.events.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Has Kafka remove names that were erased. Compaction never touches the active segment of a
 * partition, and only an append ends it, which on a quiet topic may never come. So records that end
 * the segments are appended: once after the start, and for an hour after an erasure.
 */
final class ErasedNames implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ErasedNames.class);
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final Identities identities;
  private final EventLog eventLog;
  private final Clock clock;
  private final Disposable task;

  /** False until the segments of an earlier process have been ended. */
  private boolean endedOnce;

  /**
   * @param interval {@code segment.ms} of the topic: earlier records end no segment
   */
  ErasedNames(Identities identities, EventLog eventLog, Clock clock, Duration interval) {
    this.identities = identities;
    this.eventLog = eventLog;
    this.clock = clock;
    this.task =
        Schedulers.boundedElastic()
            .schedulePeriodically(
                this::endSegments, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void endSegments() {
    if (!identities.isCaughtUp()) {
      return;
    }
    Instant oldest = endedOnce ? clock.instant().minus(MAX_AGE) : Instant.MIN;
    if (identities.anyMatch(identity -> isErasedAfter(identity, oldest))) {
      try {
        eventLog.endSegments(Topic.IDENTITIES);
      } catch (RuntimeException e) {
        log.warn("The segments of {} were not ended: {}", Topic.IDENTITIES, e.toString());
        return;
      }
    }
    endedOnce = true;
  }

  private static boolean isErasedAfter(Identity identity, Instant oldest) {
    return identity.erasedAt() != null && identity.erasedAt().isAfter(oldest);
  }

  @Override
  public void close() {
    task.dispose();
  }
}
