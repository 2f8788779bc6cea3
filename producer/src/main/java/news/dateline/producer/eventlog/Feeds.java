package news.dateline.producer.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import news.dateline.events.FeedId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** The feeds as {@code feed-state} has them: advice, for the consumer decides. */
public final class Feeds implements AutoCloseable {
  private static final Duration LOOK_UP = Duration.ofSeconds(2);

  private final Map<String, PublicFeed> feeds = new ConcurrentSkipListMap<>();
  private final RecordIndex places = new RecordIndex();
  private final CompactedTopicReader reader;

  Feeds(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.FEED_STATE),
            new FeedRecordHandler(feeds, places),
            onTopicMismatch,
            clock);
  }

  /** Every feed, in the order of the ids. */
  public Collection<PublicFeed> all() {
    return Collections.unmodifiableCollection(feeds.values());
  }

  /**
   * The feed as it is now. One that is not known is looked for up to the end of the topic, then it
   * is a {@link ProblemException}.
   */
  public Mono<PublicFeed> require(FeedId feed) {
    return known(feed)
        .switchIfEmpty(
            readToEnd(reader)
                .timeout(LOOK_UP)
                .onErrorMap(TimeoutException.class, e -> EventLog.unavailable(null))
                .then(known(feed)))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.NO_FEED, "the feed " + feed + " has not been opened")));
  }

  /** Where the items' own records are. */
  RecordIndex places() {
    return places;
  }

  /** Fails at once while Kafka is silent: nobody should have to wait for that. */
  static Mono<Void> readToEnd(CompactedTopicReader reader) {
    return Mono.defer(
        () ->
            reader.isConnected()
                ? Mono.fromFuture(reader.readToEnd())
                : Mono.error(TimeoutException::new));
  }

  private Mono<PublicFeed> known(FeedId feed) {
    return Mono.fromSupplier(() -> feeds.get(feed.value()));
  }

  CompactedTopicReader reader() {
    return reader;
  }

  void start() {
    reader.start();
  }

  @Override
  public void close() {
    reader.close();
  }

  /** Keeps the feeds' own records, and where the items' are. */
  record FeedRecordHandler(
Map<String, PublicFeed> feeds, RecordIndex places)
      implements CompactedTopicReader.RecordHandler {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      if (entry.key() != null && isOfItem(entry.key())) {
        places.note(entry);
        return;
      }
      if (PublicState.read(entry.key(), entry.value()) instanceof PublicFeed feed) {
        feeds.put(feed.feed().value(), feed);
      }
    }

    private static boolean isOfItem(byte[] key) {
      for (byte character : key) {
        if (character == '/') {
          return true;
        }
      }
      return false;
    }
  }
}
