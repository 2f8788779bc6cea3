package news.dateline.consumer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.MissingRight;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that has failed: at once after the first failure, later after a growing
 * delay. The content of a record never makes a thread fail, so the cause is Kafka or a state store,
 * and a new thread repeats the transaction. A missing right on Kafka stops a consumer that has
 * never run; a consumer that has run waits for the right. Topics that do not fit any more stop the
 * consumer. Thread-safe.
 */
final class StreamThreadRecovery implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(StreamThreadRecovery.class);
  private static final Duration MIN_RESTART_DELAY = Duration.ofMillis(500);
  private static final Duration MAX_RESTART_DELAY = Duration.ofSeconds(10);

  /** A thread that has run for so long after its delay has recovered. */
  private static final Duration RECOVERED_AFTER = Duration.ofSeconds(10);

  private final Member member;
  private final Consumer<String> stop;
  private final CountDownLatch stopped;
  private final Clock clock;
  private volatile boolean hasRun;
  private @Nullable String missingRight;
  private Duration restartDelay = Duration.ZERO;
  private Instant recoveredAt = Instant.MIN;

  /**
   * The consumer as Kafka knows it.
   *
   * @param kafka the settings of its clients, which say its principal
   * @param instance its instance name
   * @param topicMismatch asks Kafka why the topics do not fit; null if they do or are not known
   */
  record Member(KafkaSettings kafka, String instance, Supplier<@Nullable String> topicMismatch) {}

  /**
   * @param stop stops the process for a reason that only a person can remove
   * @param stopped ends a delay when the consumer stops
   */
  StreamThreadRecovery(Member member, Consumer<String> stop, CountDownLatch stopped, Clock clock) {
    this.member = member;
    this.stop = stop;
    this.stopped = stopped;
    this.clock = clock;
  }

  /** Notes that the threads process events, so the rights were there. */
  void setHasRun() {
    hasRun = true;
  }

  /** Called on the thread that failed. It keeps its partitions during the delay. */
  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    String missing = MissingRight.inStreams(failure, member.kafka());
    String refusal = missing != null && !hasRun ? missing : refusal(failure);
    if (refusal == null && missing == null) {
      // partitions were added, for example, and Kafka Streams says so by its message only
      refusal = member.topicMismatch().get();
    }
    if (refusal != null) {
      stop.accept(refusal);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = recordFailure();
    if (missing == null) {
      log.error("A stream thread failed and is replaced in {} ms.", wait.toMillis(), failure);
    } else if (isNew(missing)) {
      log.error("No event is processed until the right is there: {}", missing);
    }
    try {
      if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Returns true until the threads have run for a while after the last failure. */
  synchronized boolean isRecovering() {
    return clock.instant().isBefore(recoveredAt);
  }

  /** Returns true unless a thread has failed for want of this right since the last recovery. */
  private synchronized boolean isNew(String missing) {
    boolean known = missing.equals(missingRight);
    missingRight = missing;
    return !known;
  }

  /** Returns how long to wait before the thread is replaced. */
  synchronized Duration recordFailure() {
    if (!isRecovering()) {
      restartDelay = Duration.ZERO;
      missingRight = null;
    } else if (restartDelay.isZero()) {
      restartDelay = MIN_RESTART_DELAY;
    } else {
      restartDelay =
          restartDelay.multipliedBy(2).compareTo(MAX_RESTART_DELAY) < 0
              ? restartDelay.multipliedBy(2)
              : MAX_RESTART_DELAY;
    }
    recoveredAt = clock.instant().plus(restartDelay).plus(RECOVERED_AFTER);
    return restartDelay;
  }

  /** Returns why a new thread would fail too, or would do harm. */
  private @Nullable String refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FencedInstanceIdException) {
        return "another consumer has started under the instance name '"
            + member.instance()
            + "'; give each its own ("
            + ConsumerProperties.PREFIX
            + ".instance, --instance)";
      }
      if (cause instanceof InvalidSessionTimeoutException) {
        return notAllowed(
            "session-timeout", "group.min.session.timeout.ms and group.max.session.timeout.ms");
      }
      // the client of Kafka passes on the message only
      if (String.valueOf(cause.getMessage())
          .contains(Errors.INVALID_TRANSACTION_TIMEOUT.message())) {
        return notAllowed("transaction-timeout", "transaction.max.timeout.ms");
      }
      if (cause instanceof InvalidOffsetException offsets) {
        return "Kafka does not have the committed offsets of "
            + offsets.partitions()
            + ": the state does not belong to this log";
      }
    }
    return null;
  }

  /** Such a timeout gets this far if the consumer may not see the settings of the brokers. */
  private static String notAllowed(String key, String limit) {
    return "the brokers do not allow %s.%s: set it within their %s"
        .formatted(ConsumerProperties.PREFIX, key, limit);
  }
}
