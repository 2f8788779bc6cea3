package news.dateline.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import news.dateline.consumer.topology.FeedTopology;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicsUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports up if the topology runs, no stream thread has failed lately, Kafka answers and the lag of
 * the start is processed, so that a new event is decided at once. Blocks for at most two seconds
 * per request to Kafka.
 */
final class FeedProcessingHealth implements HealthIndicator, DisposableBean {
  private static final int TIMEOUT_SECONDS = 2;

  private final KafkaStreamsLifecycle lifecycle;
  private final Admin admin;
  private @Nullable StartupLag startupLag;

  FeedProcessingHealth(KafkaStreamsLifecycle lifecycle, KafkaSettings kafka) {
    this.lifecycle = lifecycle;
    Map<String, Object> settings = new HashMap<>(kafka.admin());
    settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1_000);
    settings.put("request.timeout.ms", TIMEOUT_SECONDS * 1_000);
    this.admin = Admin.create(settings);
  }

  @Override
  public Health health() {
    Optional<KafkaStreamsLifecycle.Running> running = lifecycle.running();
    if (running.isEmpty()) {
      return Health.outOfService().withDetail("reason", "waiting for the topics").build();
    }
    KafkaStreams.State state = running.get().streams().state();
    if (state != KafkaStreams.State.RUNNING) {
      return Health.outOfService().withDetail("reason", "the topology is " + state).build();
    }
    if (lifecycle.isRecovering()) {
      return Health.outOfService()
          .withDetail("reason", "a stream thread has failed: see the log")
          .build();
    }
    try {
      if (!FeedTopology.isPublished(running.get().streams())) {
        return Health.outOfService().withDetail("reason", "a rebuild is being published").build();
      }
      return startupLag(running.get().generation()).checkCaughtUp()
          ? Health.up().withDetail("topology", state).build()
          : Health.outOfService()
              .withDetail("reason", "events from before the start are not processed yet")
              .build();
    } catch (TopicsUnavailableException e) {
      return Health.outOfService().withDetail("reason", "Kafka does not answer").build();
    }
  }

  private synchronized StartupLag startupLag(StateGeneration generation) {
    StartupLag current = startupLag;
    if (current == null) {
      current = new StartupLag(admin, generation);
      startupLag = current;
    }
    return current;
  }

  @Override
  public void destroy() {
    admin.close();
  }
}
