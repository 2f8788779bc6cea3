package news.dateline.consumer;

import java.time.Duration;
import java.util.Properties;
import news.dateline.consumer.topology.BoundedMemoryRocksDbConfig;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka Streams, each with its reason. The figures behind them are in
 * docs/performance/history.md.
 */
final class StreamsSettings {
  private StreamsSettings() {}

  /**
   * The settings.
   *
   * @param silence how long an instance may be silent before its feeds go to another; the brokers
   *     have a say in it
   */
  static Properties of(
      StateGeneration generation, KafkaSettings kafka, ConsumerProperties consumer, Duration silence) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, consumer.numStandbyReplicas());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, consumer.numStreamThreads());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class);
    putTiming(settings, consumer);
    putFailOver(settings, consumer, silence);
    settings.putAll(kafka.streams());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, generation.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, consumer.stateDir().toString());
    return settings;
  }

  /** How soon a change is seen. */
  private static void putTiming(Properties settings, ConsumerProperties consumer) {
    // a change is seen when its transaction is committed: 100 ms by default
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, consumer.commitInterval().toMillis());
    // a commit sends what lingers; until then there is no use in a request a record
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        millis(consumer.commitInterval()));
    // the first write after a commit may meet its markers still being written: 100 ms by default
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    // what comes while the thread waits in poll() is looked at only after it
    settings.put(StreamsConfig.POLL_MS_CONFIG, consumer.pollInterval().toMillis());
    // each task reads one partition: there is nothing whose turn could be before
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
  }

  /** How soon another instance takes over. */
  private static void putFailOver(
      Properties settings, ConsumerProperties consumer, Duration silence) {
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), consumer.instance());
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), millis(silence));
    // an heir learns by its next heartbeat that it is one
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        millis(silence.dividedBy(8)));
    // a dead instance's open transaction holds readers and its successor up until it times out
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        millis(consumer.transactionTimeout()));
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
