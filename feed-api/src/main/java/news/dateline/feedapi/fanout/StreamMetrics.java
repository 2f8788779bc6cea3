package news.dateline.feedapi.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import news.dateline.events.PartnerId;
import news.dateline.feedapi.index.Reset;

/**
 * What can be seen of the delivery from outside; docs/reference/metrics.md says what each means.
 */
final class StreamMetrics {
  private static final Duration[] BOUNDS = {
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
  private final Counter catchUps;
  private final Counter conflated;
  private final Counter stalls;
  private final Timer written;
  private final Timer loopDelay;

  StreamMetrics(MeterRegistry meters, Supplier<Number> subscribers) {
    this.meters = meters;
    Gauge.builder("dateline.stream.subscribers", subscribers)
        .description("streams that are open")
        .register(meters);
    deliveries = counter("deliveries", "events of changes written, each subscriber's counted");
    catchUps = counter("catch.ups", "turns of subscribers that joined or lagged");
    conflated = counter("conflated", "changes left out as a newer one of the same item followed");
    stalls = counter("stalls", "connections closed as they took nothing for too long");
    written = timer("written", "from the publication of a change here until a loop has written it");
    loopDelay = timer("loop.delay", "how long a task waits for an event loop");
  }

  private Counter counter(String name, String description) {
    return Counter.builder("dateline.stream." + name).description(description).register(meters);
  }

  private Timer timer(String name, String description) {
    return Timer.builder("dateline.stream." + name)
        .description(description)
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  void delivered(int events, int resets, int subscribers) {
    deliveries.increment((double) events * subscribers);
    if (resets > 0) {
      resets(Reset.Reason.UNKNOWN_EPOCH, resets * subscribers);
    }
  }

  void caughtUp(Delta delta) {
    catchUps.increment();
    deliveries.increment(delta.frames().size());
    conflated.increment((double) delta.conflated());
    if (delta.resets() > 0) {
      resets(Reset.Reason.UNKNOWN_EPOCH, delta.resets());
    }
  }

  void reset(Reset.Reason reason) {
    resets(reason, 1);
  }

  private void resets(Reset.Reason reason, int count) {
    meters.counter("dateline.stream.resets", "reason", word(reason.name())).increment(count);
  }

  void busy(String reason) {
    meters.counter("dateline.stream.busy", "reason", reason).increment();
  }

  void partner(PartnerId id, PartnerStreams.PartnerUsage usage) {
    Gauge.builder("dateline.partner.subscribers", usage, PartnerStreams.PartnerUsage::open)
        .description("streams a partner has open")
        .tag("partner", id.value())
        .register(meters);
    Gauge.builder("dateline.partner.lag", usage, PartnerStreams.PartnerUsage::lag)
        .description("changes that the partner's stream lacks that lacks most")
        .tag("partner", id.value())
        .register(meters);
  }

  void stalled() {
    stalls.increment();
  }

  /**
   * @param since nanoseconds as {@link System#nanoTime()} counts them
   */
  void written(long since) {
    written.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
  }

  void loopDelay(long nanos) {
    loopDelay.record(nanos, TimeUnit.NANOSECONDS);
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
