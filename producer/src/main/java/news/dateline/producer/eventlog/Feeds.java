package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
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

/**
 * The feeds on {@code feed-state}. They can lag behind the events already written, so the consumer
 * checks each event again. Thread-safe.
 */
public final class Feeds implements AutoCloseable {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);

  private final Map<String, PublicFeed> feeds = new ConcurrentSkipListMap<>();
  private final RecordIndex itemRecords = new RecordIndex();
  private final RecentRecords recent = new RecentRecords();
  private volatile Consumer<String> onChange = key -> {};
  private final CompactedTopicReader reader;

  Feeds(KafkaSettings kafka, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.FEED_STATE),
            this::read,
            onTopicMismatch,
            clock);
  }

  /** All feeds, ordered by id. */
  public Collection<PublicFeed> all() {
    return Collections.unmodifiableCollection(feeds.values());
  }

  /**
   * Returns the feed. If it is not known yet, first reads to the end of the topic. Fails with a
   * {@link ProblemException} if the feed does not exist or Kafka does not respond within 2 s.
   */
  public Mono<PublicFeed> require(FeedId feed) {
    return find(feed)
        .switchIfEmpty(
            readToEnd(reader)
                .timeout(LOOKUP_TIMEOUT)
                .onErrorMap(TimeoutException.class, e -> EventLog.unavailable(null))
                .then(find(feed)))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.NO_FEED, "the feed " + feed + " has not been opened")));
  }

  /**
   * Calls the listener on the reader's thread with the key of each record that was read: {@code
   * feed} or {@code feed/item}.
   */
  void onChange(Consumer<String> listener) {
    onChange = listener;
  }

  /** The public states of the items that changed last. */
  RecentRecords recent() {
    return recent;
  }

  /** Returns the feed as last read, without asking Kafka. */
  public Optional<PublicFeed> lastRead(FeedId feed) {
    return Optional.ofNullable(feeds.get(feed.value()));
  }

  /** The coordinates of the items' records on {@code feed-state}. */
  RecordIndex itemRecords() {
    return itemRecords;
  }

  /** Reads to the end of the topic. Fails at once if Kafka has not responded for 10 s. */
  static Mono<Void> readToEnd(CompactedTopicReader reader) {
    return Mono.defer(
        () ->
            reader.isConnected()
                ? Mono.fromFuture(reader.readToEnd())
                : Mono.error(TimeoutException::new));
  }

  private Mono<PublicFeed> find(FeedId feed) {
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

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null && isItemKey(record.key())) {
      itemRecords.update(record);
      recent.update(record);
      onChange.accept(new String(record.key(), UTF_8));
    } else if (PublicState.read(record.key(), record.value()) instanceof PublicFeed feed) {
      feeds.put(feed.feed().value(), feed);
      onChange.accept(feed.feed().value());
    }
  }

  /** Returns true for a key of the form {@code feed/item}, without decoding it. */
  private static boolean isItemKey(byte[] key) {
    for (byte character : key) {
      if (character == '/') {
        return true;
      }
    }
    return false;
  }
}
