package news.dateline.consumer.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import news.dateline.consumer.rules.Timer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Has the log itself show that a timer is due, so that a replay fires it at the same place. Between
 * timers it costs nothing: after each punctuation Kafka Streams commits a transaction.
 */
final class Alarm {
  /** How long a reminder may be on its way before it counts as lost. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ProcessorContext<?, ?> context;
  private final Timers timers;
  private final Outlet outlet;
  private @Nullable Timer first;
  private @Nullable Cancellable appointment;

  Alarm(ProcessorContext<?, ?> context, Timers timers, Outlet outlet) {
    this.context = context;
    this.timers = timers;
    this.outlet = outlet;
  }

  /** Sets it for the timer that is due first; to be called where timers may have changed. */
  void set() {
    Optional<Timer> next = timers.next();
    if (!next.equals(Optional.ofNullable(first))) {
      first = next.orElse(null);
      next.ifPresentOrElse(
          timer -> ringIn(untilDue(timer, context.currentSystemTimeMs())), this::cancel);
    }
  }

  private void ring(long now) {
    Duration left = untilDue(Objects.requireNonNull(first), now);
    boolean due = left.isZero() || left.isNegative(); // not so where the clock was set back
    if (due) {
      outlet.remind(first);
    }
    ringIn(due ? PATIENCE : left);
  }

  private static Duration untilDue(Timer timer, long now) {
    return Duration.between(Instant.ofEpochMilli(now), timer.due());
  }

  private void ringIn(Duration wait) {
    cancel();
    Duration least = Duration.ofMillis(1);
    appointment =
        context.schedule(
            wait.compareTo(least) < 0 ? least : wait, PunctuationType.WALL_CLOCK_TIME, this::ring);
  }

  private void cancel() {
    if (appointment != null) {
      appointment.cancel();
    }
  }
}
