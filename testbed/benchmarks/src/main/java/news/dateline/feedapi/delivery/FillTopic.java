package news.dateline.feedapi.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import news.dateline.events.FeedId;
import news.dateline.events.Topic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a feed of any size straight to {@code feed-state}: what a start has to read. */
final class FillTopic {
  private FillTopic() {}

  /** Arguments: {@code bootstrap.servers}, the feed's id, how many items. */
  public static void main(String[] args) throws Exception {
    SampleFeed feed = new SampleFeed(new FeedId(args[1]));
    Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      String topic = Topic.FEED_STATE.topicName();
      int partition = Topic.partition(feed.id(), producer.partitionsFor(topic).size());
      List<Future<RecordMetadata>> written =
          feed.changes(Integer.parseInt(args[2]))
              .map(state -> new ProducerRecord<>(topic, partition, state.key(), state.value()))
              .map(producer::send)
              .toList();
      for (Future<RecordMetadata> each : written) {
        each.get(); // a feed with holes would be read sooner
      }
    }
  }
}
