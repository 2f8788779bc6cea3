package news.dateline.consumer.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Decides which events are committed at once. One instance per stream thread, because the
 * partitions of a thread share its transactions. Not thread-safe.
 */
final class CommitPolicy {
  private static final ThreadLocal<CommitPolicy> OF_THREAD =
      ThreadLocal.withInitial(CommitPolicy::new);

  private final Map<TopicPartition, Long> lastPolled = new HashMap<>();
  private long lastArrival;
  private long lastTimestamp;

  static CommitPolicy ofThread() {
    return OF_THREAD.get();
  }

  /** Records what the thread has read from Kafka and will process next. */
  void recordPoll(ConsumerRecords<?, ?> polled) {
    for (TopicPartition partition : polled.partitions()) {
      List<? extends ConsumerRecord<?, ?>> records = polled.records(partition);
      lastPolled.put(partition, records.get(records.size() - 1).offset());
    }
  }

  /** Returns true unless the thread has read further events of the record's partition. */
  boolean isLast(RecordMetadata entry) {
    Long last = lastPolled.get(new TopicPartition(entry.topic(), entry.partition()));
    return last == null || entry.offset() >= last;
  }

  /**
   * Records the arrival of an event and returns true if the thread was idle before it. Processing
   * time and record timestamp must both show a gap: a slow commit delays processing without a
   * pause, and a replay processes old records back to back.
   *
   * @param now the wall clock now, in milliseconds
   * @param timestamp the timestamp of the record, in milliseconds
   * @param minPause the shortest gap that counts as idle
   */
  boolean recordArrival(long now, long timestamp, Duration minPause) {
    long gap = Math.min(now - lastArrival, timestamp - lastTimestamp);
    lastArrival = now;
    lastTimestamp = timestamp;
    return gap >= minPause.toMillis();
  }
}
