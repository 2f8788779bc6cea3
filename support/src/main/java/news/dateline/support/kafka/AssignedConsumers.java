package news.dateline.support.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Creates consumers that read all partitions of a topic, without a consumer group. */
final class AssignedConsumers {
  private AssignedConsumers() {}

  static Consumer<byte[], byte[]> of(CompactedTopicReader.Source source) {
    return new KafkaConsumer<>(
        source
            .kafka()
            .consumer(
                Map.of(
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(KafkaSettings.REQUEST_TIMEOUT.toMillis()),
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    2_000)));
  }

  /** Assigns all partitions and seeks to the offsets at which reading starts. */
  static List<TopicPartition> assignAll(
      Consumer<byte[], byte[]> consumer, CompactedTopicReader.Source source) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(source.kafka().names().of(source.topic())).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    seek(consumer, partitions, source);
    return partitions;
  }

  private static void seek(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      CompactedTopicReader.Source source) {
    consumer.seekToBeginning(partitions);
    if (source.tailOffsets() != Long.MAX_VALUE) {
      consumer
          .endOffsets(partitions)
          .forEach(
              (partition, end) ->
                  consumer.seek(partition, Math.max(0, end - source.tailOffsets())));
    }
  }
}
