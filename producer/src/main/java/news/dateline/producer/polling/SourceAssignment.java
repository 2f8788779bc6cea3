package news.dateline.producer.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import news.dateline.events.PolledSource;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import news.dateline.support.kafka.FailureReason;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.ServiceRights;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the sources whose records are in the partitions of {@code import-sources} that Kafka has
 * assigned to this producer, in the group {@code dateline-import}. Works on its own thread. Reads
 * all records of a partition before it polls the sources of it. Commits no offset.
 */
final class SourceAssignment implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SourceAssignment.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final FailureReason reason;
  private final String topic;
  private final List<OwnedSource> sources;
  private final Thread thread = new Thread(this::run, "poll-sources");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile boolean joined;

  SourceAssignment(KafkaSettings kafka, List<OwnedSource> sources) {
    this.kafka = kafka;
    this.reason = new FailureReason(kafka, AclOperation.READ, Topic.IMPORT_SOURCES);
    this.topic = kafka.names().of(Topic.IMPORT_SOURCES);
    this.sources = sources;
  }

  /** Starts the thread unless there is nothing to poll. */
  void start() {
    if (!sources.isEmpty()) {
      thread.start();
    }
  }

  List<OwnedSource> sources() {
    return sources;
  }

  boolean hasJoined() {
    return joined;
  }

  /** Leaves the group and waits up to 3 s for the thread. */
  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> polled = current;
    if (polled != null) {
      polled.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(3).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      Consumer<byte[], byte[]> consumer = null;
      try {
        consumer = new KafkaConsumer<>(settings());
        current = consumer;
        new Membership(consumer).follow();
      } catch (WakeupException e) {
        log.debug("The polls of sources end");
      } catch (KafkaException e) {
        reason.ifNew(e).ifPresent(why -> log.warn("No source is polled: {}", why));
      } catch (Throwable e) {
        log.error("The polls of sources begin again after an unexpected failure", e);
      } finally {
        current = null;
        joined = false;
        sources.forEach(OwnedSource::release);
        close(consumer);
      }
      pause();
    }
  }

  private static void close(@Nullable Consumer<byte[], byte[]> consumer) {
    try {
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
      }
    } catch (KafkaException e) {
      log.debug("The group is left without its coordinator", e);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings =
        new HashMap<>(
            kafka.consumer(
                Map.of(
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000,
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000,
                    ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000)));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.names().of(ServiceRights.IMPORT_GROUP));
    // a producer that joins takes no source from those that keep their partitions
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return settings;
  }

  private void pause() {
    try {
      closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A membership of this producer in the consumer group, from joining to leaving. */
  private final class Membership implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    /** The end of each assigned partition when it was assigned. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private int partitions;

    Membership(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    void follow() {
      consumer.subscribe(List.of(topic), this);
      PollRound round = new PollRound(sources, () -> closed.getCount() == 0);
      while (closed.getCount() > 0) {
        consumer.poll(POLL_TIMEOUT).forEach(this::read);
        round.run(ready());
      }
    }

    /** Returns the sources of the partitions that are read to their end. */
    private List<OwnedSource> ready() {
      List<OwnedSource> ready = new ArrayList<>();
      ends.forEach(
          (partition, end) -> {
            if (consumer.position(partition) >= end) {
              reason.clear();
              sources.stream().filter(source -> isIn(source, partition)).forEach(ready::add);
            }
          });
      return ready;
    }

    private boolean isIn(OwnedSource source, TopicPartition partition) {
      byte[] key = source.target().key().getBytes(UTF_8);
      return Topic.partition(key, partitions) == partition.partition();
    }

    private void read(ConsumerRecord<byte[], byte[]> entry) {
      if (entry.key() == null || entry.value() == null) {
        return;
      }
      String key = new String(entry.key(), UTF_8);
      for (OwnedSource source : sources) {
        if (source.target().key().equals(key)) {
          try {
            source.read(PolledSource.read(entry.value()), entry.offset());
          } catch (UnreadableRecordException e) {
            log.warn(
                "The record {}-{}@{} is no state of a source: {}",
                topic,
                entry.partition(),
                entry.offset(),
                UnreadableRecordException.reason(e));
          }
        }
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      joined = true;
      if (!assigned.isEmpty()) {
        partitions = consumer.partitionsFor(topic).size();
        consumer.seekToBeginning(assigned);
        ends.putAll(consumer.endOffsets(assigned));
      }
    }

    /** Also called for partitions that another producer may have by now. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      for (TopicPartition partition : revoked) {
        ends.remove(partition);
        sources.stream().filter(source -> isIn(source, partition)).forEach(OwnedSource::release);
      }
    }
  }
}
