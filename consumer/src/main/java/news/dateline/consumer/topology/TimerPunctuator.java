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
final class TimerPunctuator {
  /** How long a reminder may be on its way before another one is sent. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** A replay meets many timers whose time is over, and fires them by itself. */
  private static final Duration LEAST = Duration.ofMillis(20);

  private final ProcessorContext<?, ?> context;
  private final Timers timers;
  private final TopicSink outlet;
  private @Nullable Timer first;
  private boolean reminded;
  private @Nullable Cancellable appointment;

  TimerPunctuator(ProcessorContext<?, ?> context, Timers timers, TopicSink outlet) {
    this.context = context;
    this.timers = timers;
    this.outlet = outlet;
  }

  /**
   * Sets it for the timer that is due first; to be called after each record.
   *
   * @param shown the time that the log has shown
   */
  void set(Instant shown) {
    Optional<Timer> next = timers.next();
    if (!next.equals(Optional.ofNullable(first))) {
      first = next.orElse(null);
      reminded = false;
      Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
      next.ifPresentOrElse(timer -> ringIn(Duration.between(now, timer.due())), this::cancel);
    } else if (reminded) {
      // the broker's clock may be behind ours, and the reminder was too early for it
      reminded = false;
      Duration left = Duration.between(shown, Objects.requireNonNull(first).due());
      ringIn(left.compareTo(PATIENCE) < 0 ? left : PATIENCE);
    }
  }

  private void ring(long now) {
    Timer timer = Objects.requireNonNull(first);
    Duration left = Duration.between(Instant.ofEpochMilli(now), timer.due());
    reminded = left.isZero() || left.isNegative(); // not so where our clock was set back
    if (reminded) {
      outlet.remind(timer);
    }
    ringIn(reminded ? PATIENCE : left);
  }

  private void ringIn(Duration wait) {
    cancel();
    appointment =
        context.schedule(
            wait.compareTo(LEAST) < 0 ? LEAST : wait, PunctuationType.WALL_CLOCK_TIME, this::ring);
  }

  /** Rings no more: a task that is revived would keep the appointments it had. */
  void cancel() {
    if (appointment != null) {
      appointment.cancel();
    }
  }
}
