package news.dateline.producer.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.events.ImportSource;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import news.dateline.support.kafka.KafkaSettings;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The membership of this producer in the consumer group that shares the sources. Reads the whole of
 * each partition that it is assigned, then takes over the sources of the partition. Has a thread of
 * its own. Stops before the event loops on which documents are loaded, so that a poll is cancelled
 * and does not fail.
 */
final class PollingGroup implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PollingGroup.class);
  private static final String GROUP = "dateline-import";
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final int SESSION_TIMEOUT_MILLIS = 10_000;

  private final KafkaSettings kafka;
  private final List<PolledSource> sources;
  private final SourceClaims claims;
  private final Thread thread = new Thread(this::run, "poll-sources");
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The end of each assigned partition at its assignment. */
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private int partitions = 1;

  PollingGroup(KafkaSettings kafka, List<PolledSource> sources, SourceClaims claims) {
    this.kafka = kafka;
    this.sources = sources;
    this.claims = claims;
  }

  @Override
  public void start() {
    if (!sources.isEmpty()) {
      thread.start();
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    while (!isClosed(Duration.ZERO)) {
      Consumer<byte[], byte[]> consumer = consumer();
      try {
        consumer.subscribe(List.of(Topic.IMPORT_SOURCES.topicName()), new Assignment(consumer));
        while (!isClosed(Duration.ZERO)) {
          step(consumer);
        }
      } catch (RuntimeException e) {
        log.warn("Sources are not polled until the next try: {}", e.toString());
      } finally {
        claims.release(source -> true);
        ends.clear();
        close(consumer);
      }
      isClosed(RETRY_INTERVAL);
    }
  }

  private static void close(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } catch (KafkaException e) {
      log.warn("The consumer of the sources was not closed: {}", e.toString());
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.consumer(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_TIMEOUT_MILLIS,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName())));
  }

  private void step(Consumer<byte[], byte[]> consumer) {
    consumer.poll(POLL_TIMEOUT).forEach(this::read);
    for (PolledSource source : sources) {
      TopicPartition partition = partition(source);
      Long end = ends.get(partition);
      if (end != null && consumer.position(partition) >= end) {
        claims.claim(source);
      }
    }
    claims.advance();
  }

  private void read(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.value() == null || Topic.isSegmentRoll(entry.key())) {
      return;
    }
    try {
      claims.read(ImportSource.read(entry.value()));
    } catch (UnreadableRecordException e) {
      log.warn(
          "Set record {}-{}@{} aside: {}",
          entry.topic(),
          entry.partition(),
          entry.offset(),
          e.getMessage());
    }
  }

  /** Returns the partition that Kafka's producers choose for the key. */
  private TopicPartition partition(PolledSource source) {
    byte[] key = source.key().getBytes(UTF_8);
    return new TopicPartition(
        Topic.IMPORT_SOURCES.topicName(), Utils.toPositive(Utils.murmur2(key)) % partitions);
  }

  /** Follows the assignment of partitions. Called on the thread of the group, in a poll. */
  private final class Assignment implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    private Assignment(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      partitions = consumer.partitionsFor(Topic.IMPORT_SOURCES.topicName()).size();
      consumer.seekToBeginning(assigned);
      ends.putAll(consumer.endOffsets(assigned));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      ends.keySet().removeAll(revoked);
      claims.release(source -> revoked.contains(partition(source)));
    }
  }

  private boolean isClosed(Duration within) {
    try {
      return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void stop() {
    closed.countDown();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
