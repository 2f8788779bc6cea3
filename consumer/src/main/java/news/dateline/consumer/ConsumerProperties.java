package news.dateline.consumer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import news.dateline.support.boot.HostName;
import news.dateline.support.kafka.Replication;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the consumer.
 *
 * @param stateDir Directory of the state stores. The consumer rebuilds from Kafka what is lost
 *     there.
 * @param partitions Partition count of every topic. It is fixed once the topics are created.
 * @param createTopics Creates missing topics. On a Kafka where an administrator does that, {@code
 *     ./dateline topics --print} prints the commands. Kafka Streams creates the changelogs of the
 *     state all the same.
 * @param replicationFactor Number of brokers that keep a copy of each topic and of the changelogs
 *     of the state. Where there is one broker only, set 1; a standalone run with a broker does so.
 *     A consumer refuses to start if a topic has fewer copies.
 * @param minInsyncReplicas Number of copies that an acknowledged record has at least ({@code
 *     min.insync.replicas}). If it is not set, 2 with three copies or more, otherwise 1.
 * @param instance Name of this instance among the consumers: 1 to 200 letters, digits and {@code .
 *     _ -}. If it is empty, the name of the host, container or pod; two consumers on one host need
 *     names of their own, and so does one on a host whose name is not to be found. It must stay the
 *     same over restarts. An instance that restarts within the session timeout gets its partitions
 *     back without a rebalance ({@code group.instance.id}). A second consumer under the same name
 *     makes the first one stop.
 * @param commitInterval Longest time between two commits under load ({@code commit.interval.ms}).
 *     Readers see a change once its transaction is committed. An event that arrives after a pause
 *     is committed at once.
 * @param pollInterval Longest wait for new events in one poll ({@code poll.ms}). An event that
 *     arrives just after another may be delayed by this much.
 * @param sessionTimeout Time without a heartbeat after which Kafka moves the partitions of an
 *     instance to another one ({@code session.timeout.ms}). Raised to the brokers' minimum ({@code
 *     group.min.session.timeout.ms}, 6 s by default) if it is lower.
 * @param transactionTimeout Time after which Kafka aborts the open transaction of an instance that
 *     has died ({@code transaction.timeout.ms}). Until then the partitions of that transaction
 *     cannot be read to their end.
 * @param numStreamThreads Number of stream threads ({@code num.stream.threads}). Each partition is
 *     processed by one of them.
 * @param numStandbyReplicas Number of other instances that keep a copy of each state store ({@code
 *     num.standby.replicas}).
 * @param syncEveryEvent Makes each broker write an event to the disk before it acknowledges the
 *     event ({@code flush.messages} of {@code news-events}). Counts when the topic is created.
 */
@ConfigurationProperties(ConsumerProperties.PREFIX)
@Validated
record ConsumerProperties(
    @DefaultValue("./data/consumer") Path stateDir,
    @DefaultValue("4") @Min(1) @Max(256) int partitions,
    @DefaultValue("true") boolean createTopics,
    @DefaultValue("3") @Min(1) @Max(100) int replicationFactor,
    @Nullable @Min(1) @Max(100) Integer minInsyncReplicas,
    @DefaultValue("") @NotBlank String instance,
    @DefaultValue("25ms") Duration commitInterval,
    @DefaultValue("5ms") Duration pollInterval,
    @DefaultValue("2s") @DurationMin(millis = 500) Duration sessionTimeout,
    @DefaultValue("2s") @DurationMin(millis = 500) Duration transactionTimeout,
    @DefaultValue("1") @Min(1) @Max(64) int numStreamThreads,
    @DefaultValue("0") @Min(0) @Max(2) int numStandbyReplicas,
    @DefaultValue("true") boolean syncEveryEvent) {
  static final String PREFIX = "dateline.consumer";

  ConsumerProperties {
    instance = instance.isEmpty() ? HostName.find().orElse("") : instance;
  }

  Replication replication() {
    return new Replication(
        replicationFactor,
        Objects.requireNonNullElse(minInsyncReplicas, replicationFactor >= 3 ? 2 : 1));
  }
}
