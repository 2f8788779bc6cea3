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
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /** A replay meets many timers whose time is over, and fires them by itself. */
  private static final Duration MIN_DELAY = Duration.ofMillis(20);

  private final ProcessorContext<?, ?> context;
  private final TimerIndex timers;
  private final TopicSink sink;
  private @Nullable Timer next;
  private boolean timerDueSent;
  private @Nullable Cancellable scheduled;

  TimerPunctuator(ProcessorContext<?, ?> context, TimerIndex timers, TopicSink sink) {
    this.context = context;
    this.timers = timers;
    this.sink = sink;
  }

  /**
   * Sets it for the timer that is due first; to be called after each record.
   *
   * @param shown the time that the log has shown
   */
  void set(Instant shown) {
    Optional<Timer> first = timers.next();
    if (!first.equals(Optional.ofNullable(next))) {
      next = first.orElse(null);
      timerDueSent = false;
      Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
      first.ifPresentOrElse(timer -> schedule(Duration.between(now, timer.due())), this::cancel);
    } else if (timerDueSent) {
      // the broker's clock may be behind ours, and the reminder was too early for it
      timerDueSent = false;
      Duration left = Duration.between(shown, Objects.requireNonNull(next).due());
      schedule(left.compareTo(RETRY_INTERVAL) < 0 ? left : RETRY_INTERVAL);
    }
  }

  private void onPunctuate(long now) {
    Timer timer = Objects.requireNonNull(next);
    Duration left = Duration.between(Instant.ofEpochMilli(now), timer.due());
    timerDueSent = left.isZero() || left.isNegative(); // not so where our clock was set back
    if (timerDueSent) {
      sink.forwardTimerDue(timer);
    }
    schedule(timerDueSent ? RETRY_INTERVAL : left);
  }

  private void schedule(Duration wait) {
    cancel();
    scheduled =
        context.schedule(
            wait.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : wait, PunctuationType.WALL_CLOCK_TIME, this::onPunctuate);
  }

  /** Rings no more: a task that is revived would keep the appointments it had. */
  void cancel() {
    if (scheduled != null) {
      scheduled.cancel();
    }
  }
}
