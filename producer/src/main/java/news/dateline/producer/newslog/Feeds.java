package news.dateline.producer.newslog;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import news.dateline.events.FeedId;
import news.dateline.events.FeedProfile;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.events.TopicMismatchException;
import news.dateline.events.TopicReader;
import news.dateline.producer.problem.Fault;
import news.dateline.producer.problem.Problem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** The feeds as {@code feed-state} has them: advice, for the consumer decides. */
public final class Feeds implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_UP = Duration.ofSeconds(2);

  private final Map<String, FeedProfile> profiles = new ConcurrentSkipListMap<>();
  private final Places places = new Places();
  private final TopicReader reader;

  Feeds(KafkaProperties kafka, Consumer<TopicMismatchException> refusal, Clock clock) {
    reader =
        new TopicReader(
            new TopicReader.Source(kafka.bootstrapServers(), Topic.FEED_STATE, Long.MAX_VALUE),
            new Records(profiles, places, refusal),
            clock);
  }

  /** Every feed's profile by the feed's id, in order. */
  public Map<String, FeedProfile> all() {
    return Collections.unmodifiableMap(profiles);
  }

  /**
   * The feed's profile. One that is not known is looked for up to the end of the topic, then it is
   * a {@link Problem}.
   */
  public Mono<FeedProfile> require(FeedId feed) {
    return known(feed)
        .switchIfEmpty(
            Mono.defer(this::end)
                .timeout(LOOK_UP)
                .onErrorMap(TimeoutException.class, e -> EventLog.unavailable(null))
                .then(known(feed)))
        .switchIfEmpty(
            Mono.error(
                () -> new Problem(Fault.NO_FEED, "the feed " + feed + " has not been opened")));
  }

  /** Where the items' own records are. */
  Places places() {
    return places;
  }

  Mono<Void> end() {
    return reader.heardWithin(SILENCE)
        ? Mono.fromFuture(reader.upToEnd())
        : Mono.error(EventLog.unavailable(null));
  }

  private Mono<FeedProfile> known(FeedId feed) {
    return Mono.fromSupplier(() -> profiles.get(feed.value()));
  }

  TopicReader reader() {
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
  record Records(
      Map<String, FeedProfile> profiles, Places places, Consumer<TopicMismatchException> refusal)
      implements TopicReader.Handler {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      if (entry.key() != null && isOfItem(entry.key())) {
        places.note(entry);
        return;
      }
      if (PublicState.read(entry.key(), entry.value()) instanceof PublicState.OfFeed feed) {
        profiles.put(feed.feed().value(), feed.profile());
      }
    }

    @Override
    public void refused(TopicMismatchException mismatch) {
      refusal.accept(mismatch);
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
