package news.dateline.consumer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the feed builder runs.
 *
 * @param stateDir where the stores live; what is lost there is rebuilt from Kafka
 * @param partitions of every topic, when the topics are created; fixed from then on
 * @param instance names this consumer among its peers: one that comes back under its name within
 *     the session timeout takes its feeds up again without a rebalance
 * @param commitInterval how long a decision that follows closely on others may wait for its
 *     transaction to be committed, and so to be seen; one that comes alone does not wait
 * @param poll longest wait for new events; how late an event may be that comes just after another
 * @param failOver how long an instance may be silent before its feeds go to another, unless the
 *     brokers want it longer; and how long its last transaction may stay open
 * @param threads feeds are decided side by side in as many
 * @param standbys warm copies of each store on other instances
 * @param segment how long a segment of {@code feed-state}, {@code desk-state} and the changelogs is
 *     appended to: their {@code segment.ms}. What is retracted is gone from all of them after twice
 *     this and a little more
 * @param syncEveryEvent whether a single broker writes each event through to the disk before
 *     acknowledging it
 */
@ConfigurationProperties("dateline.consumer")
@Validated
record ConsumerProperties(
    @DefaultValue("./data/consumer") Path stateDir,
    @DefaultValue("4") @Min(1) @Max(256) int partitions,
    @DefaultValue("consumer-1") @NotBlank String instance,
    @DefaultValue("25ms") Duration commitInterval,
    @DefaultValue("5ms") Duration poll,
    @DefaultValue("2s") @DurationMin(millis = 500) Duration failOver,
    @DefaultValue("1") @Min(1) @Max(64) int threads,
    @DefaultValue("0") @Min(0) @Max(2) int standbys,
    @DefaultValue("10m") @DurationMin(seconds = 1) Duration segment,
    @DefaultValue("true") boolean syncEveryEvent) {}
