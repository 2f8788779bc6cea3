package news.dateline.consumer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a stream thread that failed replaced, at once after the first failure and after a growing
 * delay after further ones. The content of a record never makes a thread fail, so the cause is
 * Kafka or a state store, and a new thread repeats the transaction. Thread-safe.
 */
final class StreamThreadRecovery implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(StreamThreadRecovery.class);
  private static final Duration MIN_RESTART_DELAY = Duration.ofMillis(500);
  private static final Duration MAX_RESTART_DELAY = Duration.ofSeconds(10);

  /** A thread that has run for so long after its delay has recovered. */
  private static final Duration RECOVERED_AFTER = Duration.ofSeconds(10);

  private final String instance;
  private final Consumer<String> stop;
  private final CountDownLatch stopped;
  private final Clock clock;
  private Duration restartDelay = Duration.ZERO;
  private Instant recoveredAt = Instant.MIN;

  /**
   * @param instance the instance name of this consumer
   * @param stop stops the process for a reason that only a person can remove
   * @param stopped ends a delay when the consumer stops
   */
  StreamThreadRecovery(
      String instance, Consumer<String> stop, CountDownLatch stopped, Clock clock) {
    this.instance = instance;
    this.stop = stop;
    this.stopped = stopped;
    this.clock = clock;
  }

  /** Called on the thread that failed. It keeps its partitions during the delay. */
  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    String refusal = refusal(failure);
    if (refusal != null) {
      stop.accept(refusal);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = recordFailure();
    log.error("A stream thread failed and is replaced in {} ms.", wait.toMillis(), failure);
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

  /** Returns how long to wait before the thread is replaced. */
  synchronized Duration recordFailure() {
    if (!isRecovering()) {
      restartDelay = Duration.ZERO;
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
            + instance
            + "'; give each its own ("
            + ConsumerProperties.PREFIX
            + ".instance, --instance)";
      }
      if (cause instanceof InvalidOffsetException offsets) {
        return "Kafka does not have the committed offsets of "
            + offsets.partitions()
            + ": the state does not belong to this log";
      }
    }
    return null;
  }
}
