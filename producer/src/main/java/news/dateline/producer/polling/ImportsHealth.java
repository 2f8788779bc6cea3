package news.dateline.producer.polling;

import java.util.LinkedHashMap;
import java.util.Map;
import news.dateline.events.PolledSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Lists the sources with what their last poll found. A source that fails leaves the producer up,
 * because editors go on working.
 */
record ImportsHealth(SourceAssignment assignment) implements HealthIndicator {
  @Override
  public Health health() {
    Map<String, Object> sources = new LinkedHashMap<>();
    boolean fails = !assignment.sources().isEmpty() && !assignment.hasJoined();
    for (OwnedSource source : assignment.sources()) {
      PolledSource state = source.state();
      sources.put(
          source.target().key(),
          state == null ? Map.of("polled", without(source)) : describe(state));
      fails |= source.isRefused() || (state != null && state.failures() > 0);
    }
    Health.Builder health = fails ? Health.unknown() : Health.up();
    return health
        .withDetail("group", assignment.hasJoined() ? "joined" : "not joined")
        .withDetail("sources", sources)
        .build();
  }

  private static String without(OwnedSource source) {
    return source.isRefused() ? "not yet: Kafka refused the takeover" : "not by this producer";
  }

  private static Map<String, Object> describe(PolledSource state) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("polled", state.polledAt() == null ? "not yet" : state.polledAt().toString());
    if (state.result() != null) {
      details.put("result", state.result());
    }
    details.put("due", state.due().toString());
    details.put("failures", state.failures());
    return details;
  }
}
