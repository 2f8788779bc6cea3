package news.dateline.consumer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports down if Kafka Streams has stopped for good. Only a restart of the process helps. */
record StreamsLiveness(KafkaStreamsLifecycle lifecycle) implements HealthIndicator {
  @Override
  public Health health() {
    boolean stopped =
        lifecycle
            .running()
            .filter(running -> running.streams().state().hasStartedOrFinishedShuttingDown())
            .isPresent();
    return stopped
        ? Health.down().withDetail("reason", "no stream thread is alive").build()
        : Health.up().build();
  }
}
