package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the newest record of each item stands in a topic. The topic is the store: what it holds
 * grows for ever and is rarely asked for, so only places are kept in memory.
 */
final class RecordIndex {
  private final Map<String, RecordCoordinates> newest = new ConcurrentHashMap<>();

  void note(ConsumerRecord<byte[], byte[]> entry) {
    String item = new String(entry.key(), UTF_8);
    if (entry.value() == null) {
      newest.remove(item);
    } else {
      newest.put(item, new RecordCoordinates(entry.partition(), entry.offset()));
    }
  }

  Optional<RecordCoordinates> of(FeedId feed, ItemId item) {
    return Optional.ofNullable(newest.get(feed + "/" + item));
  }
}
