package news.dateline.producer.polling;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.events.ImportSource;
import news.dateline.producer.importing.ImportCounts;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Metrics and health of the sources that this producer polls. A source that fails does not make the
 * producer unhealthy, because editors go on working. Thread-safe.
 */
final class PollMeters implements HealthIndicator {
  private final MeterRegistry registry;
  private final Map<String, ImportSource> sources = new ConcurrentHashMap<>();

  PollMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts a poll. */
  void record(PolledSource source, ImportSource after) {
    ImportSource.Poll poll = after.lastPoll();
    if (poll != null) {
      registry
          .counter("dateline.imports.polls", tags(source).and("result", poll.result()))
          .increment();
    }
  }

  /** Counts the items of a document that was imported. */
  void count(PolledSource source, ImportCounts counts) {
    counts
        .byStatus()
        .forEach(
            (status, items) ->
                registry
                    .counter("dateline.imports.items", tags(source).and("status", status))
                    .increment(items));
  }

  private static Tags tags(PolledSource source) {
    return Tags.of("feed", source.feed(), "source", source.name());
  }

  /** Shows the source in health. */
  void show(ImportSource state) {
    sources.put(ImportSource.keyOf(state.feed(), state.source()), state);
  }

  /** Shows the source no longer, because another producer polls it. */
  void hide(String key) {
    sources.remove(key);
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    new TreeMap<>(sources)
        .forEach(
            (key, state) -> {
              Map<String, Object> details = new TreeMap<>();
              details.put("dueAt", state.dueAt().toString());
              details.put("failures", state.failures());
              ImportSource.Poll poll = state.lastPoll();
              if (poll != null) {
                details.put("lastPoll", poll.result());
                details.put("at", poll.at().toString());
                if (poll.detail() != null) {
                  details.put("detail", poll.detail());
                }
              }
              health.withDetail(key, details);
            });
    return health.build();
  }
}
