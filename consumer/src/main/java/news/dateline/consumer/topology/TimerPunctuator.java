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
 * Appends a timer event to {@code news-events} when the first timer is due, so that the log itself
 * shows the time and a replay fires the timer at the same place. Between timers no punctuation is
 * scheduled, because Kafka Streams commits a transaction after each one.
 */
final class TimerPunctuator {
  /** Time after which a timer event that has not come back is sent again. */
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /** A replay creates timers that are long over. Its next records fire them within this time. */
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
   * Schedules the punctuation for the first timer. Call after each record.
   *
   * @param streamTime the largest record timestamp so far
   */
  void update(Instant streamTime) {
    Optional<Timer> first = timers.first();
    if (!first.equals(Optional.ofNullable(next))) {
      next = first.orElse(null);
      timerDueSent = false;
      Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
      first.ifPresentOrElse(timer -> schedule(Duration.between(now, timer.due())), this::cancel);
    } else if (timerDueSent) {
      // The timer has not fired: the broker stamped the timer event too early, because its clock is
      // behind or that of the consumer is ahead.
      timerDueSent = false;
      Duration left = Duration.between(streamTime, Objects.requireNonNull(next).due());
      schedule(left.compareTo(RETRY_INTERVAL) < 0 ? left : RETRY_INTERVAL);
    }
  }

  private void onPunctuate(long now) {
    Timer timer = Objects.requireNonNull(next);
    Duration left = Duration.between(Instant.ofEpochMilli(now), timer.due());
    // The timer is not due yet if the wall clock was set back.
    timerDueSent = left.isZero() || left.isNegative();
    if (timerDueSent) {
      sink.addTimerDue(timer);
      sink.flush();
    }
    schedule(timerDueSent ? RETRY_INTERVAL : left);
  }

  private void schedule(Duration delay) {
    cancel();
    scheduled =
        context.schedule(
            delay.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : delay,
            PunctuationType.WALL_CLOCK_TIME,
            this::onPunctuate);
  }

  void cancel() {
    if (scheduled != null) {
      scheduled.cancel();
    }
  }
}
