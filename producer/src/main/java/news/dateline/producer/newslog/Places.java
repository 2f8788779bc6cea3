package news.dateline.producer.newslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the newest record of each item stands in a topic. The topic is the store: what it holds
 * grows for ever and is rarely asked for, so only places are kept in memory.
 */
final class Places {
  private final Map<String, RecordPlace> byItem = new ConcurrentHashMap<>();

  /** One record. */
  record RecordPlace(TopicPartition partition, long offset) {}

  void note(ConsumerRecord<byte[], byte[]> entry) {
    String key = new String(entry.key(), UTF_8);
    if (entry.value() == null) {
      byItem.remove(key);
    } else {
      TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
      byItem.put(key, new RecordPlace(partition, entry.offset()));
    }
  }

  Optional<RecordPlace> of(FeedId feed, ItemId item) {
    return Optional.ofNullable(byItem.get(feed + "/" + item));
  }
}
