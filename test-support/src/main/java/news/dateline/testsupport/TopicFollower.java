package news.dateline.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics from their beginning and hands each committed record to a handler, on a thread of
 * its own, until it is closed. Waits for topics that do not exist yet. Skips unreadable records and
 * those that end a segment.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final String kafka;
  private final Consumer<ConsumerRecord<byte[], byte[]>> handler;
  private final List<Topic> topics;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "follow-topics");
  private volatile @Nullable RuntimeException failure;

  public TopicFollower(
      String kafka, Consumer<ConsumerRecord<byte[], byte[]>> handler, Topic... topics) {
    this.kafka = kafka;
    this.handler = handler;
    this.topics = List.of(topics);
    thread.setDaemon(true);
    thread.start();
  }

  /** A consumer without a group that sees committed records only. */
  static KafkaConsumer<byte[], byte[]> consumer(String kafka) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka,
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> partitions = awaitPartitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (closed.getCount() > 0) {
        consumer.poll(POLL_TIMEOUT).forEach(this::handle);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Fails if the thread has failed, since it then reads no further record. */
  void check() {
    RuntimeException present = failure;
    if (present != null) {
      throw new IllegalStateException("the topics are not read any more", present);
    }
  }

  private List<TopicPartition> awaitPartitions(KafkaConsumer<?, ?> consumer)
      throws InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : topics) {
      List<PartitionInfo> found = consumer.partitionsFor(topic.topicName());
      while (found.isEmpty() && !closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        found = consumer.partitionsFor(topic.topicName());
      }
      found.forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
    }
    return partitions;
  }

  private void handle(ConsumerRecord<byte[], byte[]> entry) {
    if (!Topic.isSegmentRoll(entry.key())) {
      try {
        handler.accept(entry);
      } catch (UnreadableRecordException e) {
        // every reader of the topics skips it
      }
    }
  }

  /** Returns once the thread has ended. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
