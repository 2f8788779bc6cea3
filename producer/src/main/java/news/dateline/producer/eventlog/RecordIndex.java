package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The coordinates of each item's latest record in a topic. The records stay in Kafka, because their
 * number grows without bound and few are ever requested. Thread-safe.
 */
final class RecordIndex {
  private final Map<String, RecordCoordinates> latest = new ConcurrentHashMap<>();

  /** Adds the record, or removes its item if the record is a tombstone. */
  void update(ConsumerRecord<byte[], byte[]> record) {
    String item = new String(record.key(), UTF_8);
    if (record.value() == null) {
      latest.remove(item);
    } else {
      latest.put(item, new RecordCoordinates(record.partition(), record.offset()));
    }
  }

  Optional<RecordCoordinates> find(FeedId feed, ItemId item) {
    return Optional.ofNullable(latest.get(feed + "/" + item));
  }
}
