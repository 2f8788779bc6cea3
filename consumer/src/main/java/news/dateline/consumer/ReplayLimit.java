package news.dateline.consumer;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Ends a replay at an exact offset of each partition: the main consumer of Kafka Streams receives
 * no record from there on and never commits a later offset. Created by Kafka's consumer.
 */
public final class ReplayLimit implements ConsumerInterceptor<byte[], byte[]> {
  private static final String LIMITS = "dateline.replay.limits";

  private Map<TopicPartition, Long> limits = Map.of();

  /** Returns the settings of Kafka Streams for a replay up to these offsets. */
  static Map<String, Object> settings(Map<TopicPartition, Long> limits) {
    return Map.of(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        ReplayLimit.class.getName(),
        StreamsConfig.mainConsumerPrefix(LIMITS),
        limits);
  }

  @Override
  @SuppressWarnings("unchecked") // the settings above
  public void configure(Map<String, ?> settings) {
    limits = (Map<TopicPartition, Long>) Objects.requireNonNull(settings.get(LIMITS));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> allowed =
        records.partitions().stream()
            .collect(
                toMap(
                    partition -> partition,
                    partition ->
                        records.records(partition).stream()
                            .takeWhile(entry -> entry.offset() < limit(partition))
                            .toList()));
    allowed.values().removeIf(List::isEmpty);
    Map<TopicPartition, OffsetAndMetadata> nextOffsets =
        records.nextOffsets().entrySet().stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    next ->
                        next.getValue().offset() <= limit(next.getKey())
                            ? next.getValue()
                            : new OffsetAndMetadata(limit(next.getKey()))));
    return new ConsumerRecords<>(allowed, nextOffsets);
  }

  /** Partitions added after the start of the replay are not read. */
  private long limit(TopicPartition partition) {
    return limits.getOrDefault(partition, 0L);
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // A replay commits in transactions, which do not pass here.
  }

  @Override
  public void close() {
    // This class holds no resources.
  }
}
