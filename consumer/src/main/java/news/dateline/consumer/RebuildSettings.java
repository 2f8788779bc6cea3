package news.dateline.consumer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import news.dateline.support.kafka.Replication;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The settings of the consumer that count for a rebuild. The others are its own, because throughput
 * matters to it and latency does not.
 *
 * @param stateDir the state directory of the consumer. If it does not exist, the rebuild leaves
 *     none behind, because no consumer would erase from it what is retracted later.
 * @param createTopics whether the rebuild creates topics that are missing
 * @param replicationFactor how many copies the topics must have; null: as many as news-events has
 * @param minInsyncReplicas how many copies an acknowledged record must have; null: if the factor is
 *     null too, what news-events has
 */
public record RebuildSettings(
    Path stateDir,
    boolean createTopics,
    @Nullable Integer replicationFactor,
    @Nullable Integer minInsyncReplicas) {
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

  /** Returns the settings that the consumer has in this environment. */
  public static RebuildSettings of(Environment environment, Path stateDir) {
    Binder binder = Binder.get(environment);
    return new RebuildSettings(
        stateDir,
        Objects.requireNonNullElse(
            binder.bind(ConsumerProperties.PREFIX + ".create-topics", Boolean.class).orElse(null),
            true),
        binder.bind(ConsumerProperties.PREFIX + ".replication-factor", Integer.class).orElse(null),
        binder
            .bind(ConsumerProperties.PREFIX + ".min-insync-replicas", Integer.class)
            .orElse(null));
  }

  /** Returns the settings with which a rebuild runs the consumer's topology on these brokers. */
  ConsumerProperties consumer(Replication ofEvents, BrokerSettings brokers) {
    return new ConsumerProperties(
        stateDir,
        1,
        createTopics,
        Objects.requireNonNullElse(replicationFactor, ofEvents.factor()),
        replicationFactor == null && minInsyncReplicas == null
            ? Integer.valueOf(ofEvents.minInsyncReplicas())
            : minInsyncReplicas,
        "rebuild",
        Duration.ofMillis(500),
        Duration.ofMillis(20),
        Collections.max(List.of(SESSION_TIMEOUT, brokers.minSession())),
        Collections.min(List.of(TRANSACTION_TIMEOUT, brokers.maxTransaction())),
        Math.min(4, Runtime.getRuntime().availableProcessors()),
        0,
        false);
  }
}
