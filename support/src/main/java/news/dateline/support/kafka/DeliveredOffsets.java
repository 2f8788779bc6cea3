package news.dateline.support.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a reader has delivered each partition, so that an older record is never delivered after a
 * newer one. For the reader's thread.
 */
final class DeliveredOffsets {
  private static final Logger log = LoggerFactory.getLogger(DeliveredOffsets.class);

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private volatile int partitions;

  /**
   * Returns the number of partitions that were first read, 0 before that. Callable on any thread.
   */
  int partitions() {
    return partitions;
  }

  /** Moves past the record; returns false if it was delivered before, as after a reset. */
  boolean advance(ConsumerRecord<?, ?> entry) {
    TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
    boolean newer = entry.offset() >= next.getOrDefault(partition, 0L);
    if (newer) {
      next.put(partition, entry.offset() + 1);
    }
    return newer;
  }

  /** Has the consumer continue after the records that were delivered. */
  void seek(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
    partitions = partitions == 0 ? assigned.size() : partitions;
    for (TopicPartition partition : assigned) {
      Long offset = next.get(partition);
      if (offset != null) {
        consumer.seek(partition, offset);
      }
    }
  }

  /** Has the consumer read a partition again that lost records or was created anew. */
  void rewindTruncated(Consumer<?, ?> consumer, EndOffsets ends) {
    ends.logEnd()
        .forEach(
            (partition, end) -> {
              if (next.getOrDefault(partition, 0L) > end) {
                log.warn("{} has lost records that were read. It is read again.", partition);
                next.remove(partition);
                consumer.seekToBeginning(List.of(partition));
              }
            });
  }
}
