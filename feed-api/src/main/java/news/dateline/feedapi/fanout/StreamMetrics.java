package news.dateline.feedapi.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import news.dateline.feedapi.sse.BusyReason;
import news.dateline.feedapi.sse.Reset;

/** The metrics of the streams; docs/reference/metrics.md explains each. Thread-safe. */
final class StreamMetrics {
  private static final Duration[] TIMER_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final MeterRegistry meters;
  private final Counter deliveries;
  private final Counter catchUpWrites;
  private final Counter conflated;
  private final Counter slowClosed;
  private final Counter expired;
  private final Timer fanout;
  private final Timer loopDelay;

  StreamMetrics(MeterRegistry meters, Supplier<Number> subscribers) {
    this.meters = meters;
    Gauge.builder("dateline.stream.subscribers", subscribers)
        .description("open streams")
        .register(meters);
    deliveries = counter("deliveries", "change events written, counted once for each subscriber");
    catchUpWrites = counter("catchup.writes", "writes to new and lagging subscribers");
    conflated =
        counter("conflated", "changes left out because a newer one of the same item followed");
    slowClosed = counter("slow.closed", "connections closed because their client took no byte");
    expired = counter("expired", "streams ended at their maximum age");
    fanout = timer("fanout", "time from publishing a change to an event loop having written it");
    loopDelay = timer("loop.delay", "time that a task waits for its event loop");
  }

  private Counter counter(String name, String description) {
    return Counter.builder("dateline.stream." + name).description(description).register(meters);
  }

  private Timer timer(String name, String description) {
    return Timer.builder("dateline.stream." + name)
        .description(description)
        .serviceLevelObjectives(TIMER_BUCKETS)
        .register(meters);
  }

  void delivered(int events, int resets, int subscribers) {
    deliveries.increment((double) events * subscribers);
    resets(Reset.Reason.UNKNOWN_EPOCH, resets * subscribers);
  }

  void caughtUp(Delta delta) {
    catchUpWrites.increment();
    deliveries.increment(delta.deliveries());
    conflated.increment((double) delta.conflated());
    resets(Reset.Reason.UNKNOWN_EPOCH, delta.resets());
  }

  void reset(Reset.Reason reason) {
    resets(reason, 1);
  }

  private void resets(Reset.Reason reason, int count) {
    if (count > 0) {
      meters.counter("dateline.stream.resets", "reason", reason.wireName()).increment(count);
    }
  }

  void rejected(BusyReason reason) {
    meters.counter("dateline.stream.rejected", "reason", reason.wireName()).increment();
  }

  void slowClosed() {
    slowClosed.increment();
  }

  void expired() {
    expired.increment();
  }

  /**
   * @param since nanoseconds of {@link System#nanoTime()}
   */
  void fanout(long since) {
    fanout.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
  }

  void loopDelay(long nanos) {
    loopDelay.record(nanos, TimeUnit.NANOSECONDS);
  }
}
