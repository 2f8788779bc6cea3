package news.dateline.consumer;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import news.dateline.support.kafka.TopicMismatchException;

/**
 * The settings of the brokers that the consumer's promises rest on. What is missing has Kafka's
 * default. Where brokers differ, the weakest counts.
 *
 * @param brokers the settings of each broker by Kafka's names; empty if they are not known
 */
record BrokerSettings(List<Map<String, String>> brokers) {
  private static final String MIN_SESSION = "group.min.session.timeout.ms";
  private static final String MAX_TRANSACTION = "transaction.max.timeout.ms";
  private static final String ABORT_INTERVAL =
      "transaction.abort.timed.out.transaction.cleanup.interval.ms";
  private static final String OFFSETS_RETENTION = "offsets.retention.minutes";
  private static final String OFFSETS_FACTOR = "offsets.topic.replication.factor";
  private static final String TRANSACTIONS_FACTOR = "transaction.state.log.replication.factor";

  /** What says the number of copies of Kafka's own topics. */
  private static final Map<String, String> FACTORS =
      Map.of("__consumer_offsets", OFFSETS_FACTOR, "__transaction_state", TRANSACTIONS_FACTOR);

  private static final Map<String, Long> DEFAULTS =
      Map.of(
          MIN_SESSION,
          6_000L,
          MAX_TRANSACTION,
          900_000L,
          ABORT_INTERVAL,
          10_000L,
          OFFSETS_RETENTION,
          Duration.ofDays(7).toMinutes(),
          OFFSETS_FACTOR,
          3L,
          TRANSACTIONS_FACTOR,
          3L);

  /** A consumer that is stopped for longer than the retention needs a rebuild. */
  private static final Duration MIN_RETENTION = Duration.ofDays(30);

  /** Returns the session timeout of the settings, raised to the minimum of the brokers. */
  Duration sessionTimeout(ConsumerProperties settings) {
    return Collections.max(List.of(settings.sessionTimeout(), minSession()));
  }

  /** Returns the longest transaction timeout that all brokers allow. */
  Duration maxTransaction() {
    return Duration.ofMillis(least(MAX_TRANSACTION));
  }

  /** Returns the shortest session timeout that all brokers allow. */
  Duration minSession() {
    return Duration.ofMillis(values(MIN_SESSION).max().orElseThrow());
  }

  /**
   * Returns a sentence for each broker setting that is weaker than what the consumer promises.
   *
   * @throws TopicMismatchException if the consumer cannot run on these brokers
   */
  List<String> check(ConsumerProperties settings) {
    if (settings.transactionTimeout().compareTo(maxTransaction()) > 0) {
      throw new TopicMismatchException(
          "dateline.consumer.transaction-timeout is longer than the brokers allow: %s=%d"
              .formatted(MAX_TRANSACTION, maxTransaction().toMillis()));
    }
    return Stream.of(
            sessions(settings), transactions(settings), retention(), internalTopics(settings))
        .flatMap(found -> found)
        .toList();
  }

  /**
   * Refuses to let Kafka create topics with fewer copies than this. Brokers whose settings are not
   * known are not refused.
   *
   * @param missing Kafka's own topics that do not exist
   */
  void checkMissing(List<String> missing, int replicationFactor) {
    List<String> weak =
        missing.stream().filter(topic -> least(factor(topic)) < replicationFactor).toList();
    if (!brokers.isEmpty() && !weak.isEmpty()) {
      throw new TopicMismatchException(
          "Kafka would create %s with fewer copies than %s.replication-factor, %d: set %s on the"
                  .formatted(
                      String.join(", ", weak),
                      ConsumerProperties.PREFIX,
                      replicationFactor,
                      weak.stream()
                          .map(topic -> factor(topic) + "=" + replicationFactor)
                          .collect(joining(" and ")))
              + " brokers and restart them, or set the key to what they have");
    }
  }

  private static String factor(String topic) {
    return Objects.requireNonNull(FACTORS.get(topic));
  }

  private Stream<String> sessions(ConsumerProperties settings) {
    Duration longer = minSession().minus(settings.sessionTimeout());
    return longer.isNegative() || longer.isZero()
        ? Stream.empty()
        : Stream.of(
            ("A fail-over takes %s longer than dateline.consumer.session-timeout says: set %s=%d"
                    + " on the brokers, which have %d")
                .formatted(
                    text(longer),
                    MIN_SESSION,
                    settings.sessionTimeout().toMillis(),
                    minSession().toMillis()));
  }

  /** The open transaction of a dead instance lasts until a broker looks for it. */
  private Stream<String> transactions(ConsumerProperties settings) {
    long interval = values(ABORT_INTERVAL).max().orElseThrow();
    // a single broker must not look before its own session has ended
    Duration wanted =
        settings.replicationFactor() < 3 ? Duration.ofSeconds(5) : Duration.ofMillis(500);
    return interval <= wanted.toMillis()
        ? Stream.empty()
        : Stream.of(
            ("A fail-over takes up to %s longer than dateline.consumer.transaction-timeout says:"
                    + " set %s=%d on the brokers, which have %d")
                .formatted(
                    text(Duration.ofMillis(interval)),
                    ABORT_INTERVAL,
                    wanted.toMillis(),
                    interval));
  }

  private Stream<String> retention() {
    Duration retention = Duration.ofMinutes(least(OFFSETS_RETENTION));
    return retention.compareTo(MIN_RETENTION) >= 0
        ? Stream.empty()
        : Stream.of(
            ("A consumer that is stopped for %s needs a rebuild: raise %s on the brokers,"
                    + " which have %d")
                .formatted(text(retention), OFFSETS_RETENTION, retention.toMinutes()));
  }

  private Stream<String> internalTopics(ConsumerProperties settings) {
    int wanted = settings.replicationFactor();
    return Stream.of(OFFSETS_FACTOR, TRANSACTIONS_FACTOR)
        .filter(factor -> least(factor) < wanted)
        .map(
            factor ->
                ("Kafka creates its own topics with fewer copies than"
                        + " dateline.consumer.replication-factor says: set %s=%d on the brokers")
                    .formatted(factor, wanted));
  }

  /** Returns the duration in the longest unit of which it is a multiple. */
  private static String text(Duration duration) {
    if (duration.toMillisPart() > 0) {
      return duration.toMillis() + " ms";
    }
    if (duration.toSecondsPart() > 0) {
      return duration.toSeconds() + " s";
    }
    return duration.toHours() < 48 || duration.toHoursPart() > 0 || duration.toMinutesPart() > 0
        ? duration.toMinutes() + " minutes"
        : duration.toDays() + " days";
  }

  private long least(String name) {
    return values(name).min().orElseThrow();
  }

  private LongStream values(String name) {
    String otherwise = String.valueOf(DEFAULTS.get(name));
    return brokers.isEmpty()
        ? LongStream.of(Long.parseLong(otherwise))
        : brokers.stream()
            .mapToLong(broker -> Long.parseLong(broker.getOrDefault(name, otherwise)));
  }
}
