package news.dateline.producer.polling;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The metrics of the sources that this producer polls. Thread-safe. */
final class PollMeters implements MeterBinder {
  private static final String LAST_SUCCESS = "dateline.imports.last.success.seconds";

  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
  private volatile @Nullable MeterRegistry registry;

  /** Counts a poll and the results of its items. */
  void count(PollTarget target, SourcePoller.Poll poll) {
    MeterRegistry meters = registry;
    if (meters == null) {
      return;
    }
    Tags tags = tags(target);
    meters.counter("dateline.imports.polls", tags.and("result", poll.kind())).increment();
    poll.items()
        .forEach(
            (status, count) ->
                meters
                    .counter("dateline.imports.items", tags.and("status", status))
                    .increment(count));
    gauge(meters, "dateline.imports.failures", target).set(poll.state().failures());
    Instant polledAt = poll.state().polledAt();
    if (poll.state().failures() == 0 && polledAt != null) {
      gauge(meters, LAST_SUCCESS, target).set(polledAt.getEpochSecond());
    }
  }

  /** Sets the gauges to 0 for what another producer polls. */
  void clear(PollTarget target) {
    MeterRegistry meters = registry;
    if (meters != null) {
      gauge(meters, "dateline.imports.failures", target).set(0);
      gauge(meters, LAST_SUCCESS, target).set(0);
    }
  }

  private AtomicLong gauge(MeterRegistry meters, String name, PollTarget target) {
    return gauges.computeIfAbsent(
        name + " " + target.key(),
        first -> {
          AtomicLong value = new AtomicLong();
          meters.gauge(name, tags(target), value);
          return value;
        });
  }

  private static Tags tags(PollTarget target) {
    return Tags.of("feed", target.feed().value(), "source", target.source());
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    registry = meters;
  }
}
