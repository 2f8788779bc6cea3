package news.dateline.feedapi.delivery;

import java.util.List;
import java.util.concurrent.Future;
import news.dateline.events.FeedId;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes a feed of any size straight to {@code feed-state}: what a start has to read. */
final class FillTopic {
  private FillTopic() {}

  /** Arguments: {@code bootstrap.servers}, the feed's id, how many items. */
  public static void main(String[] args) throws Exception {
    SampleFeed feed = new SampleFeed(new FeedId(args[1]));
    try (StateTopic topic = new StateTopic(args[0])) {
      List<Future<RecordMetadata>> written =
          feed.changes(Integer.parseInt(args[2])).map(topic::write).toList();
      for (Future<RecordMetadata> each : written) {
        each.get(); // a feed with holes would be read sooner
      }
    }
  }
}
