package news.dateline.consumer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the topology has given up for good, which only a restart mends. */
record StreamsLiveness(KafkaStreamsLifecycle lifecycle) implements HealthIndicator {
  @Override
  public Health health() {
    boolean dead =
        lifecycle
            .running()
            .filter(running -> running.streams().state().hasStartedOrFinishedShuttingDown())
            .isPresent();
    return dead
        ? Health.down().withDetail("reason", "no stream thread is alive").build()
        : Health.up().build();
  }
}
