package news.dateline.benchmarks;

import java.util.List;
import java.util.concurrent.Future;
import news.dateline.events.FeedId;
import news.dateline.testsupport.TopicWriter;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes a feed of any size to {@code feed-state}, to measure how long a start reads it. */
final class FillTopic {
  private FillTopic() {}

  /** Arguments: {@code bootstrap.servers}, the feed's id, the number of items. */
  public static void main(String[] args) {
    SampleFeed feed = new SampleFeed(new FeedId(args[1]));
    try (TopicWriter topic = new TopicWriter(args[0])) {
      List<Future<RecordMetadata>> written =
          feed.changes(Integer.parseInt(args[2])).map(topic::write).toList();
      written.forEach(TopicWriter::await); // fails if a record was not written
    }
  }
}
