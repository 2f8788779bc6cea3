package news.dateline.producer.polling;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The metrics of the sources that this producer polls. Thread-safe. */
final class PollMeters implements MeterBinder {
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
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
    setFailures(target, poll.state().failures());
  }

  /** Sets the number of polls that have failed in a row; 0 for what another producer polls. */
  void setFailures(PollTarget target, int count) {
    MeterRegistry meters = registry;
    if (meters != null) {
      failures
          .computeIfAbsent(
              target.key(),
              first -> {
                AtomicInteger gauge = new AtomicInteger();
                meters.gauge("dateline.imports.failures", tags(target), gauge);
                return gauge;
              })
          .set(count);
    }
  }

  private static Tags tags(PollTarget target) {
    return Tags.of("feed", target.feed().value(), "source", target.source());
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    registry = meters;
  }
}
