package news.dateline.support.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of Dateline's Kafka clients, by Kafka's names. Contains what an operator has set,
 * and the fixed settings that correctness depends on. Immutable.
 *
 * @param names the names of the topics and groups that the clients use
 */
public record KafkaSettings(
    Map<String, Object> admin,
    Map<String, Object> consumer,
    Map<String, Object> producer,
    Map<String, Object> streams,
    KafkaNames names) {
  /**
   * Time after which a client that reads or processes feeds takes a broker for lost which does not
   * answer, for example because its network is cut. Kafka's default is 30 s.
   */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  private static final Map<String, Object> FIXED_CONSUMER =
      Map.of(
          "isolation.level", "read_committed",
          "auto.offset.reset", "earliest",
          "enable.auto.commit", "false",
          "allow.auto.create.topics", "false",
          "key.deserializer", ByteArrayDeserializer.class.getName(),
          "value.deserializer", ByteArrayDeserializer.class.getName());
  private static final Map<String, Object> FIXED_PRODUCER =
      Map.of(
          "acks",
          "all",
          "enable.idempotence",
          "true",
          // the records of a key stand in one partition, in their order
          "partitioner.ignore.keys",
          "false",
          "key.serializer",
          ByteArraySerializer.class.getName(),
          "value.serializer",
          ByteArraySerializer.class.getName());
  private static final Map<String, Object> FIXED_STREAMS =
      Map.of("processing.guarantee", "exactly_once_v2", "consumer.auto.offset.reset", "earliest");

  /**
   * A broker that comes back is found within a second. A client that connects to a broker whose
   * network is cut looks for the new leaders after two seconds; Kafka's default is ten.
   */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "reconnect.backoff.max.ms", 1_000,
          "socket.connection.setup.timeout.ms", 2_000);

  private static final Map<String, Object> ADMIN_DEFAULTS =
      merge(
          DEFAULTS,
          Map.of("request.timeout.ms", Math.toIntExact(REQUEST_TIMEOUT.toMillis())),
          Map.of());

  public KafkaSettings {
    admin = merge(ADMIN_DEFAULTS, admin, Map.of());
    consumer = merge(DEFAULTS, consumer, FIXED_CONSUMER);
    producer = merge(DEFAULTS, producer, FIXED_PRODUCER);
    streams = merge(DEFAULTS, streams, FIXED_STREAMS);
  }

  /** Returns the settings of clients that need no more than the brokers' addresses. */
  public static KafkaSettings of(String bootstrapServers) {
    Map<String, Object> common = Map.of("bootstrap.servers", bootstrapServers);
    return new KafkaSettings(common, common, common, common, KafkaNames.UNPREFIXED);
  }

  /**
   * Returns the settings that an operator cannot change, for each kind of client by its name in
   * {@code spring.kafka}.
   */
  public static Map<String, Map<String, Object>> fixed() {
    return Map.of("consumer", FIXED_CONSUMER, "producer", FIXED_PRODUCER, "streams", FIXED_STREAMS);
  }

  /** Returns the settings of a consumer, with defaults for what the operator has not set. */
  public Map<String, Object> consumer(Map<String, Object> defaults) {
    return merge(defaults, consumer, Map.of());
  }

  /**
   * Returns the settings of a producer, with defaults for what the operator has not set. A request
   * takes no longer than the delivery of its records: Kafka refuses a longer one, and the timeout
   * that an operator sets for all clients may be longer.
   *
   * @param defaults with the timeouts of a request and of a delivery, and the linger
   */
  public Map<String, Object> producer(Map<String, Object> defaults) {
    Map<String, Object> all = merge(defaults, producer, Map.of());
    int longest =
        millis(all, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
            - millis(all, ProducerConfig.LINGER_MS_CONFIG);
    String request = ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
    // without time for a request, Kafka refuses the operator's settings by their names
    return longest < 1 || millis(all, request) <= longest
        ? all
        : merge(all, Map.of(request, longest), Map.of());
  }

  /** Fails as Kafka would if the setting is no number. */
  private static int millis(Map<String, Object> settings, String name) {
    return (int)
        Objects.requireNonNull(ConfigDef.parseType(name, settings.get(name), ConfigDef.Type.INT));
  }

  private static Map<String, Object> merge(
      Map<String, Object> defaults, Map<String, Object> set, Map<String, Object> fixed) {
    Map<String, Object> merged = new HashMap<>(defaults);
    merged.putAll(set);
    merged.putAll(fixed);
    return Map.copyOf(merged);
  }
}
