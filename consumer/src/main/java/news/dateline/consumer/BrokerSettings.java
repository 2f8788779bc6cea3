package news.dateline.consumer;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.support.kafka.TopicMismatchException;

/**
 * The settings of the brokers that the consumer's promises rest on.
 *
 * @param values by Kafka's names; what is missing has Kafka's default
 */
record BrokerSettings(Map<String, String> values) {
  private static final String MIN_SESSION = "group.min.session.timeout.ms";
  private static final String MAX_TRANSACTION = "transaction.max.timeout.ms";
  private static final String OFFSETS_RETENTION = "offsets.retention.minutes";
  private static final List<String> INTERNAL_FACTORS =
      List.of("offsets.topic.replication.factor", "transaction.state.log.replication.factor");

  private static final Duration DEFAULT_MIN_SESSION = Duration.ofSeconds(6);
  private static final Duration DEFAULT_MAX_TRANSACTION = Duration.ofMinutes(15);
  private static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  /** A consumer that is stopped for longer than the retention needs a rebuild. */
  private static final Duration MIN_RETENTION = Duration.ofDays(30);

  /** Returns the session timeout of the settings, raised to the minimum of the brokers. */
  Duration sessionTimeout(ConsumerProperties settings) {
    return Collections.max(List.of(settings.sessionTimeout(), minSession()));
  }

  private Duration minSession() {
    return value(MIN_SESSION).map(Duration::ofMillis).orElse(DEFAULT_MIN_SESSION);
  }

  /**
   * Returns what is weaker than the settings of the consumer promise, a sentence each.
   *
   * @throws TopicMismatchException if the consumer cannot run on these brokers
   */
  List<String> check(ConsumerProperties settings) {
    Duration maxTransaction =
        value(MAX_TRANSACTION).map(Duration::ofMillis).orElse(DEFAULT_MAX_TRANSACTION);
    if (settings.transactionTimeout().compareTo(maxTransaction) > 0) {
      throw new TopicMismatchException(
          "dateline.consumer.transaction-timeout is longer than the brokers allow: %s=%d"
              .formatted(MAX_TRANSACTION, maxTransaction.toMillis()));
    }
    return Stream.of(sessions(settings), retention(), internalTopics(settings))
        .flatMap(found -> found)
        .toList();
  }

  private Stream<String> sessions(ConsumerProperties settings) {
    Duration longer = minSession().minus(settings.sessionTimeout());
    return longer.isNegative() || longer.isZero()
        ? Stream.empty()
        : Stream.of(
            ("A fail-over takes %d s longer than dateline.consumer.session-timeout says: set %s=%d"
                    + " on the brokers, which have %d")
                .formatted(
                    longer.toSeconds(),
                    MIN_SESSION,
                    settings.sessionTimeout().toMillis(),
                    minSession().toMillis()));
  }

  private Stream<String> retention() {
    Duration retention =
        value(OFFSETS_RETENTION).map(Duration::ofMinutes).orElse(DEFAULT_RETENTION);
    return retention.compareTo(MIN_RETENTION) >= 0
        ? Stream.empty()
        : Stream.of(
            ("A consumer that is stopped for %d days needs a rebuild: raise %s on the brokers,"
                    + " which have %d")
                .formatted(retention.toDays(), OFFSETS_RETENTION, retention.toMinutes()));
  }

  private Stream<String> internalTopics(ConsumerProperties settings) {
    int wanted = settings.replicationFactor();
    return INTERNAL_FACTORS.stream()
        .filter(factor -> value(factor).filter(count -> count < wanted).isPresent())
        .map(
            factor ->
                ("Kafka keeps fewer copies of its own topics than"
                        + " dateline.consumer.replication-factor says: set %s=%d on the brokers")
                    .formatted(factor, wanted));
  }

  private Optional<Long> value(String name) {
    return Optional.ofNullable(values.get(name)).map(Long::valueOf);
  }
}
