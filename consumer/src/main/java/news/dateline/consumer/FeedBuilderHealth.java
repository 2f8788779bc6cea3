package news.dateline.consumer;

import java.util.Map;
import java.util.Optional;
import news.dateline.events.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up when the topology runs, Kafka answers and nothing older waits: then an event that is published
 * is decided at once.
 */
final class FeedBuilderHealth implements HealthIndicator, DisposableBean {
  private static final int ANSWER_SECONDS = 2;

  private final FeedBuilder builder;
  private final Admin admin;
  private final Backlog backlog;

  FeedBuilderHealth(FeedBuilder builder, KafkaProperties kafka) {
    this.builder = builder;
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "reconnect.backoff.max.ms",
                1_000,
                "default.api.timeout.ms",
                ANSWER_SECONDS * 1_000,
                "request.timeout.ms",
                ANSWER_SECONDS * 1_000));
    this.backlog = new Backlog(admin);
  }

  @Override
  public Health health() {
    Optional<KafkaStreams> streams = builder.streams();
    if (streams.isEmpty()) {
      return Health.outOfService().withDetail("reason", "waiting for the topics").build();
    }
    KafkaStreams.State state = streams.get().state();
    if (state != KafkaStreams.State.RUNNING) {
      return Health.outOfService().withDetail("reason", "the topology is " + state).build();
    }
    try {
      return backlog.isDecided()
          ? Health.up().withDetail("topology", state).build()
          : Health.outOfService()
              .withDetail("reason", "events from before the start are still to be decided")
              .build();
    } catch (TopicsUnavailableException e) {
      return Health.outOfService().withDetail("reason", "Kafka does not answer").build();
    }
  }

  @Override
  public void destroy() {
    admin.close();
  }
}
