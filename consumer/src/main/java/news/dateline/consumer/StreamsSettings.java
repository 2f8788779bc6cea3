package news.dateline.consumer;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.consumer.topology.BoundedMemoryRocksDbConfig;
import news.dateline.consumer.topology.PollListener;
import news.dateline.consumer.topology.StreamsClients;
import news.dateline.consumer.topology.TimestampLimit;
import news.dateline.support.boot.StartupException;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.Replication;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka Streams, each with its reason. The figures behind them are in
 * docs/performance/history.md.
 */
final class StreamsSettings {
  private static final Pattern CLIENT =
      Pattern.compile("^((main\\.|restore\\.|global\\.)?consumer\\.|producer\\.|admin\\.)");
  private static final Pattern ONE_CONSUMER = Pattern.compile("^(main|restore|global)\\.");

  /** The name of the tag by which standbys are spread over racks. */
  private static final String RACK = "rack";

  /** Stands for a key where Dateline leaves no choice. */
  private static final String CHOSEN = "";

  /** What keys of {@code dateline.consumer} say, by the names that Kafka Streams has for it. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          entry(StreamsConfig.APPLICATION_ID_CONFIG, CHOSEN),
          entry(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, CHOSEN),
          // a record that is left out would be missing in the state or on a topic for good
          entry(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, CHOSEN),
          entry(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, CHOSEN),
          entry("default." + StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, CHOSEN),
          entry(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, CHOSEN),
          entry("default." + StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, CHOSEN),
          entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, CHOSEN),
          entry(ProducerConfig.PARTITIONER_CLASS_CONFIG, CHOSEN),
          entry(
              StreamsConfig.topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), CHOSEN),
          entry(
              StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG), CHOSEN),
          entry(
              StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
              CHOSEN),
          entry(StreamsConfig.STATE_DIR_CONFIG, "state-dir"),
          entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, "num-standby-replicas"),
          entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "num-stream-threads"),
          entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "commit-interval"),
          entry(StreamsConfig.POLL_MS_CONFIG, "poll-interval"),
          entry(StreamsConfig.REPLICATION_FACTOR_CONFIG, "replication-factor"),
          entry(
              StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
              "min-insync-replicas"),
          entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "instance"),
          entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "session-timeout"),
          entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "transaction-timeout"));

  private StreamsSettings() {}

  /**
   * Refuses a setting of Kafka for which there is a key of {@code dateline.consumer}, and another
   * value than the one that correctness depends on.
   */
  static void refuseOwn(KafkaSettings kafka) {
    kafka.streams().forEach(StreamsSettings::refuseOfStreams);
    kafka.consumer().keySet().forEach(name -> refuseOwn("spring.kafka.consumer", name, name));
    kafka.producer().keySet().forEach(name -> refuseOwn("spring.kafka.producer", name, name));
  }

  private static void refuseOfStreams(String name, Object value) {
    String plain = CLIENT.matcher(name).replaceFirst("");
    refuseOwn("spring.kafka.streams", name, plain);
    // the setting of one consumer of a stream thread would count more than that of all
    if (plain.equals(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG)
        && ONE_CONSUMER.matcher(name).find()) {
      throw refusal("spring.kafka.streams", name, "Dateline chooses it");
    }
    for (Map<String, Object> fixed : KafkaSettings.fixed().values()) {
      Object needed = fixed.get(plain);
      if (needed != null && !needed.toString().equalsIgnoreCase(value.toString())) {
        throw refusal("spring.kafka.streams", name, "Dateline needs " + needed + " here");
      }
    }
  }

  private static void refuseOwn(String client, String name, String plain) {
    String key = KEYS.get(plain);
    if (key != null) {
      throw refusal(
          client,
          name,
          key.equals(CHOSEN)
              ? "Dateline chooses it"
              : "set " + ConsumerProperties.PREFIX + "." + key + " instead");
    }
  }

  private static StartupException refusal(String client, String name, String advice) {
    return new StartupException(
        client + " or spring.kafka.properties sets " + name + ": " + advice);
  }

  /**
   * @param sessionTimeout the setting of this name, raised to the minimum of the brokers
   * @param offsetReset {@code auto.offset.reset} of {@code news-events}
   */
  static Properties of(
      StateGeneration generation,
      KafkaSettings kafka,
      ConsumerProperties consumer,
      Duration sessionTimeout,
      String offsetReset) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, consumer.numStandbyReplicas());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, consumer.numStreamThreads());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class);
    settings.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, StreamsClients.class);
    putTiming(settings, consumer);
    putFailOver(settings, consumer, sessionTimeout);
    putRack(settings, kafka);
    settings.putAll(kafka.streams());
    putReplication(settings, consumer.replication());
    putInterceptor(settings, TimestampLimit.class, StreamsConfig.PRODUCER_PREFIX);
    putInterceptor(
        settings,
        PollListener.class,
        StreamsConfig.MAIN_CONSUMER_PREFIX,
        StreamsConfig.CONSUMER_PREFIX);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, generation.applicationId());
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), offsetReset);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, consumer.stateDir().toString());
    return settings;
  }

  /**
   * Puts an interceptor behind those of the operator for these clients or, if there are none, for
   * all clients, as Kafka Streams chooses.
   *
   * @param prefixes the clients, the narrowest first
   */
  private static void putInterceptor(Properties settings, Class<?> type, String... prefixes) {
    String key = ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;
    List<Object> interceptors = new ArrayList<>();
    Stream.concat(Stream.of(prefixes), Stream.of(""))
        .map(prefix -> settings.get(prefix + key))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            others ->
                interceptors.addAll(
                    (List<?>) ConfigDef.parseType(key, others, ConfigDef.Type.LIST)));
    interceptors.add(type.getName());
    settings.put(prefixes[0] + key, interceptors);
  }

  /** Settings for a low latency from event to change. */
  private static void putTiming(Properties settings, ConsumerProperties consumer) {
    // Readers see a change after the commit of its transaction. The default is 100 ms.
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, consumer.commitInterval().toMillis());
    // Records are readable only after the commit, which flushes; until then batches may fill.
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        millis(consumer.commitInterval()));
    // The first write after a commit fails while the commit markers are written: retry soon.
    // The default is 100 ms.
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    // An event that arrives during poll() is processed after it returns.
    settings.put(StreamsConfig.POLL_MS_CONFIG, consumer.pollInterval().toMillis());
    // A task reads one partition only, so it need not wait for records of another one.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
  }

  /** Settings for a short fail-over. */
  private static void putFailOver(
      Properties settings, ConsumerProperties consumer, Duration sessionTimeout) {
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), consumer.instance());
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        millis(sessionTimeout));
    // An instance learns of a rebalance by its next heartbeat.
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        millis(sessionTimeout.dividedBy(8)));
    // A broker whose network is cut does not answer. Its partitions have another leader by then.
    // Also for the admin client: it looks up where a restoration ends, and a new owner waits.
    settings.put(StreamsConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(KafkaSettings.REQUEST_TIMEOUT));
    // The open transaction of a dead instance blocks readers and the new owner until it times out.
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        millis(consumer.transactionTimeout()));
  }

  /** The changelogs are as safe as the topics. */
  private static void putReplication(Properties settings, Replication replication) {
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication.factor());
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        String.valueOf(replication.minInsyncReplicas()));
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), "false");
    String unlimited = String.valueOf(Long.MAX_VALUE);
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG), unlimited);
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG), unlimited);
  }

  /** An instance that knows its rack processes partitions of which a copy is there, if it can. */
  private static void putRack(Properties settings, KafkaSettings kafka) {
    Object rack = kafka.streams().get(ConsumerConfig.CLIENT_RACK_CONFIG);
    if (rack != null) {
      settings.put(
          StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG,
          StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_MIN_TRAFFIC);
      settings.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, RACK);
      settings.put(StreamsConfig.clientTagPrefix(RACK), rack);
    }
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
