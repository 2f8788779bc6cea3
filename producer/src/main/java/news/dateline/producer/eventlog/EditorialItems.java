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
import java.util.function.Predicate;
import java.util.function.Supplier;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.events.UnreadableRecordException;
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
 * The items with their unpublished state. Items not public yet are few and are kept in memory; all
 * others are read from Kafka when requested. A result includes everything that was committed when
 * it was requested. It fails with a {@link ProblemException} after 2 s. Thread-safe.
 */
public final class EditorialItems implements AutoCloseable {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Comparator<DeskState> BY_RELEASE =
      Comparator.comparing(EditorialItems::releaseTime).thenComparing(state -> state.id().value());

  private final Feeds feeds;
  private final RecordIndex deskRecords = new RecordIndex();
  private final Map<String, DeskState> unpublished = new ConcurrentHashMap<>();
  private final RecentRecords recent = new RecentRecords();
  private volatile Consumer<String> onChange = key -> {};
  private final CompactedTopicReader reader;
  private final RecordReader recordReader;

  /**
   * One item. At least one of its states is present.
   *
   * @param deskState the state for editors only; null for an item older than this state
   * @param publicItem the public state; null if the item is not public
   */
  public record EditorialItem(@Nullable DeskState deskState, @Nullable Item publicItem) {
    public DeskState.Status status() {
      if (publicItem == null) {
        return Objects.requireNonNull(deskState).status();
      }
      return publicItem.retracted() ? DeskState.Status.RETRACTED : DeskState.Status.PUBLISHED;
    }

    public ItemId id() {
      return publicItem == null ? Objects.requireNonNull(deskState).id() : publicItem.id();
    }

    /** Returns false if only one of the two records of the item's last change has been read. */
    public boolean isComplete() {
      if (deskState == null || publicItem == null) {
        return deskState != null && deskState.status() != DeskState.Status.PUBLISHED;
      }
      List<DeskState.HistoryEntry> history = deskState.history();
      return !history.isEmpty()
          && Objects.equals(history.get(history.size() - 1).seq(), publicItem.seq());
    }

    /** The version that {@code If-Match} compares. */
    public int version() {
      return publicItem == null
          ? Objects.requireNonNull(deskState).version()
          : publicItem.version();
    }
  }

  EditorialItems(
      KafkaSettings kafka,
      Feeds feeds,
      Consumer<TopicMismatchException> onTopicMismatch,
      Clock clock) {
    this.feeds = feeds;
    this.recordReader = new RecordReader(kafka, clock);
    this.reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(kafka, Topic.DESK_STATE),
            this::read,
            onTopicMismatch,
            clock);
  }

  /** The feed's items under embargo, ordered by release time. */
  public Mono<List<DeskState>> held(FeedId feed) {
    return unpublished(feed, DeskState::awaitsRelease);
  }

  /** The feed's submitted and returned items. */
  public Mono<List<DeskState>> inReview(FeedId feed) {
    return unpublished(feed, DeskState::inReview);
  }

  private Mono<List<DeskState>> unpublished(FeedId feed, Predicate<DeskState> selected) {
    return readToEnd()
        .then(feeds.require(feed))
        .map(
            known ->
                unpublished.values().stream()
                    .filter(selected)
                    .filter(state -> state.feed().equals(known.feed()))
                    .filter(state -> state.epoch().equals(known.epoch()))
                    .sorted(BY_RELEASE)
                    .toList());
  }

  private static Instant releaseTime(DeskState state) {
    return Optional.ofNullable(state.held()).map(ItemContent::embargoedUntil).orElse(Instant.MAX);
  }

  /** Finds an item; empty if the feed has no such item. */
  public Mono<EditorialItem> find(FeedId feed, ItemId id) {
    return readToEnd()
        .then(feeds.require(feed))
        .flatMap(known -> Mono.zip(deskState(known, id), publicItem(known, id)))
        .filter(both -> both.getT1().isPresent() || both.getT2().isPresent())
        .map(both -> new EditorialItem(both.getT1().orElse(null), both.getT2().orElse(null)))
        .timeout(LOOKUP_TIMEOUT)
        .onErrorMap(EditorialItems::isUnavailable, e -> unavailable());
  }

  /** Finds the state for editors. Ignores one of another epoch. */
  private Mono<Optional<DeskState>> deskState(PublicFeed feed, ItemId id) {
    return value(Topic.DESK_STATE, deskRecords.find(feed.feed(), id))
        .flatMap(value -> readable(() -> DeskState.read(value)))
        .filter(state -> state.epoch().equals(feed.epoch()))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<Optional<Item>> publicItem(PublicFeed feed, ItemId id) {
    byte[] key = (feed.feed() + "/" + id).getBytes(UTF_8);
    return value(Topic.FEED_STATE, feeds.itemRecords().find(feed.feed(), id))
        .flatMap(value -> readable(() -> (PublicItem) PublicState.read(key, value)))
        .filter(state -> state.epoch().equals(feed.epoch()))
        .map(state -> Optional.of(state.item()))
        .defaultIfEmpty(Optional.empty());
  }

  /** Reads a record that the index did not look into; empty if it cannot be read. */
  private static <T> Mono<T> readable(Supplier<T> record) {
    return Mono.fromSupplier(record)
        .onErrorResume(UnreadableRecordException.class, e -> Mono.empty());
  }

  private Mono<byte[]> value(Topic topic, Optional<RecordCoordinates> found) {
    return Mono.justOrEmpty(found)
        .flatMap(
            coordinates ->
                recordReader
                    .read(topic, coordinates)
                    .switchIfEmpty(Mono.error(EditorialItems::unavailable)));
  }

  private Mono<Void> readToEnd() {
    return Mono.when(Feeds.readToEnd(reader), Feeds.readToEnd(feeds.reader()))
        .timeout(LOOKUP_TIMEOUT)
        .onErrorMap(EditorialItems::isUnavailable, e -> unavailable());
  }

  private static boolean isUnavailable(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof KafkaException
        || failure instanceof RejectedExecutionException;
  }

  private static ProblemException unavailable() {
    return new ProblemException(
            ProblemType.UNAVAILABLE, "the item cannot be read at the moment; retry")
        .retryAfter(RETRY_AFTER);
  }

  /** Calls the listener on the reader's thread with the key of each record that was read. */
  void onChange(Consumer<String> listener) {
    onChange = listener;
  }

  /** The states of the items that changed last. */
  RecentRecords recent() {
    return recent;
  }

  /** Returns the state under a key such as {@code feed/item} of an item that is not public yet. */
  Optional<DeskState> unpublished(String key) {
    return Optional.ofNullable(unpublished.get(key));
  }

  List<String> unpublishedKeys(FeedId feed) {
    return unpublished.keySet().stream().filter(key -> key.startsWith(feed + "/")).toList();
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
    recordReader.close();
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    DeskState state = DeskState.read(record.value());
    String item = state.feed() + "/" + state.id();
    deskRecords.update(record);
    recent.update(record);
    if (state.held() == null) {
      unpublished.remove(item);
    } else {
      unpublished.put(item, state);
    }
    onChange.accept(item);
  }
}
