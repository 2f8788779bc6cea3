package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.support.kafka.TopicMismatchException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The items as editors may see them. What is held is kept in memory, for it is little and leaves
 * again; everything else is read from Kafka when it is asked for. Each answer knows all that was
 * committed when the question came, and comes within 2 s or is a {@link ProblemException}.
 */
public final class Items implements AutoCloseable {
  private static final Duration LOOK_UP = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Comparator<DeskState> BY_RELEASE =
      Comparator.comparing(Items::release).thenComparing(state -> state.id().value());

  private final Feeds feeds;
  private final RecordIndex places = new RecordIndex();
  private final Map<String, DeskState> held = new ConcurrentHashMap<>();
  private final CompactedTopicReader reader;
  private final RecordReader records;

  /**
   * One item, known at least by one of its two sides.
   *
   * @param desk what only editors know; null where nobody has touched the item since there is a
   *     desk
   * @param item what readers see; null where they see nothing
   */
  public record EditorialItem(@Nullable DeskState desk, @Nullable Item item) {
    public DeskState.Status status() {
      if (item == null) {
        return Objects.requireNonNull(desk).status();
      }
      return item.retracted() ? DeskState.Status.RETRACTED : DeskState.Status.PUBLISHED;
    }

    /** The version {@code If-Match} names. */
    public int version() {
      return item == null ? Objects.requireNonNull(desk).version() : item.version();
    }
  }

  Items(KafkaSettings kafka, Feeds feeds, Consumer<TopicMismatchException> onTopicMismatch, Clock clock) {
    this.feeds = feeds;
    this.records = new RecordReader(kafka, clock);
    this.reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.DESK_STATE),
            new ItemRecordHandler(places, held),
            onTopicMismatch,
            clock);
  }

  /** The feed's held items, in the order of their release. */
  public Mono<List<DeskState>> held(FeedId feed) {
    return readToEnd().then(feeds.require(feed)).map(this::held);
  }

  private List<DeskState> held(PublicFeed feed) {
    return held.values().stream()
        .filter(state -> state.feed().equals(feed.feed()) && state.epoch().equals(feed.epoch()))
        .sorted(BY_RELEASE)
        .toList();
  }

  private static Instant release(DeskState state) {
    return Optional.ofNullable(state.held()).map(it -> it.embargoedUntil()).orElse(Instant.MAX);
  }

  /** What is known of an item by now; empty where there is none. */
  public Mono<EditorialItem> find(FeedId feed, ItemId id) {
    return readToEnd()
        .then(feeds.require(feed))
        .flatMap(present -> Mono.zip(desk(present, id), item(present, id)))
        .filter(both -> both.getT1().isPresent() || both.getT2().isPresent())
        .map(both -> new EditorialItem(both.getT1().orElse(null), both.getT2().orElse(null)))
        .timeout(LOOK_UP)
        .onErrorMap(Items::isAbsence, e -> away());
  }

  /** What another numbering has left behind is of no item there is now. */
  private Mono<Optional<DeskState>> desk(PublicFeed feed, ItemId id) {
    return value(Topic.DESK_STATE, places.of(feed.feed(), id))
        .map(DeskState::read)
        .filter(state -> state.epoch().equals(feed.epoch()))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<Optional<Item>> item(PublicFeed feed, ItemId id) {
    byte[] key = (feed.feed() + "/" + id).getBytes(UTF_8);
    return value(Topic.FEED_STATE, feeds.places().of(feed.feed(), id))
        .map(value -> (PublicItem) PublicState.read(key, value))
        .filter(state -> state.epoch().equals(feed.epoch()))
        .map(state -> Optional.of(state.item()))
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<byte[]> value(Topic topic, Optional<RecordCoordinates> place) {
    return Mono.justOrEmpty(place)
        .flatMap(at -> records.read(topic, at).switchIfEmpty(Mono.error(Items::away)));
  }

  private Mono<Void> readToEnd() {
    return Mono.when(Feeds.readToEnd(reader), Feeds.readToEnd(feeds.reader()))
        .timeout(LOOK_UP)
        .onErrorMap(Items::isAbsence, e -> away());
  }

  private static boolean isAbsence(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof KafkaException
        || failure instanceof RejectedExecutionException;
  }

  private static ProblemException away() {
    return new ProblemException(ProblemType.UNAVAILABLE, "the item cannot be read now: try again")
        .retryAfter(RETRY);
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
    records.close();
  }

  /** Keeps what is held, and where everything is. */
  record ItemRecordHandler(
      RecordIndex places, Map<String, DeskState> held)
      implements CompactedTopicReader.RecordHandler {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      DeskState state = DeskState.read(entry.value());
      String item = state.feed() + "/" + state.id();
      places.note(entry);
      if (state.onHold()) {
        held.put(item, state);
      } else {
        held.remove(item);
      }
    }
  }
}
