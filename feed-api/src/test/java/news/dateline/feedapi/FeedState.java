package news.dateline.feedapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;
import news.dateline.events.FeedId;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.TopicWriter;

/** Writes {@code feed-state} as the consumer does, a transaction at a time. Thread-safe. */
final class FeedState {
  private static final int PARTITIONS = 4;

  private static FeedState shared;

  private final TopicWriter writer;

  FeedState(String bootstrapServers) {
    TopicWriter.createTopics(bootstrapServers, PARTITIONS);
    writer = TopicWriter.transactional(bootstrapServers);
  }

  /** The writer of all tests on the shared broker; the feed {@code first} is open there. */
  static synchronized FeedState shared() {
    if (shared == null) {
      shared = new FeedState(TestBroker.shared().bootstrapServers());
      shared.write(FeedStateSamples.of("first", "ffff").opened(1));
    }
    return shared;
  }

  /** Commits the states in one transaction. */
  void write(PublicState... states) {
    writer.commit(() -> Stream.of(states).map(writer::write).toList().forEach(TopicWriter::await));
  }

  /** Commits a record that no reader of {@code feed-state} can read. */
  void writeNonsense(String key, String value) {
    writer.commit(
        () ->
            writer.write(
                Topic.FEED_STATE, new FeedId("first"), key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }
}
