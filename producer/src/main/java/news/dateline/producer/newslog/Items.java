package news.dateline.producer.newslog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.PublicState;
import news.dateline.events.Topic;
import news.dateline.events.TopicMismatchException;
import news.dateline.events.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The items as editors may see them: what is held, and what became of everything else. */
public final class Items implements AutoCloseable {
  private static final Duration LOOK_UP = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Feeds feeds;
  private final Places places = new Places();
  private final Map<String, DeskState> held = new ConcurrentHashMap<>();
  private final TopicReader reader;
  private final RecordReader records;

  /**
   * One item.
   *
   * @param desk what only editors know; null where nobody has touched the item since there is a
   *     desk
   * @param item what readers see; null where they see nothing
   */
  public record Known(@Nullable DeskState desk, @Nullable Item item) {}

  Items(KafkaProperties kafka, Feeds feeds, Consumer<TopicMismatchException> refusal, Clock clock) {
    this.feeds = feeds;
    this.records = new RecordReader(kafka, clock);
    this.reader =
        new TopicReader(
            new TopicReader.Source(kafka.bootstrapServers(), Topic.DESK_STATE, Long.MAX_VALUE),
            new Records(places, held, refusal),
            clock);
  }

  /** The feed's held items, in the order of their release. */
  public Mono<List<DeskState>> held(FeedId feed) {
    return end()
        .then(
            Mono.fromSupplier(
                () ->
                    held.values().stream()
                        .filter(state -> state.feed().equals(feed))
                        .sorted(Comparator.comparing(Items::release))
                        .toList()));
  }

  /** When a held item is released. */
  public static Instant release(DeskState state) {
    return Optional.ofNullable(state.held()).map(it -> it.embargoedUntil()).orElse(Instant.MAX);
  }

  /** What is known of an item by now; empty where there is none. */
  public Mono<Known> find(FeedId feed, ItemId id) {
    return end().then(Mono.defer(() -> known(feed, id)));
  }

  private Mono<Known> known(FeedId feed, ItemId id) {
    Mono<Optional<DeskState>> desk =
        places
            .of(feed, id)
            .map(records::read)
            .orElse(Mono.empty())
            .map(DeskState::read)
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty());
    Mono<Optional<Item>> item =
        feeds
            .places()
            .of(feed, id)
            .map(records::read)
            .orElse(Mono.empty())
            .map(json -> Optional.of(item(feed, id, json)))
            .defaultIfEmpty(Optional.empty());
    return Mono.zip(desk, item)
        .filter(both -> both.getT1().isPresent() || both.getT2().isPresent())
        .map(both -> new Known(both.getT1().orElse(null), both.getT2().orElse(null)));
  }

  private static Item item(FeedId feed, ItemId id, byte[] json) {
    byte[] key = (feed + "/" + id).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return ((PublicState.OfItem) PublicState.read(key, json)).item();
  }

  private Mono<Void> end() {
    Mono<Void> desk =
        reader.heardWithin(SILENCE)
            ? Mono.fromFuture(reader.upToEnd())
            : Mono.error(EventLog.unavailable(null));
    return Mono.when(desk, feeds.end())
        .timeout(LOOK_UP)
        .onErrorMap(TimeoutException.class, e -> EventLog.unavailable(null));
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
    records.close();
  }

  /** Keeps what is held, and where everything is. */
  record Records(
      Places places, Map<String, DeskState> held, Consumer<TopicMismatchException> refusal)
      implements TopicReader.Handler {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> entry) {
      DeskState state = DeskState.read(entry.value());
      places.note(entry);
      String key = state.feed() + "/" + state.id();
      if (state.onHold()) {
        held.put(key, state);
      } else {
        held.remove(key);
      }
    }

    @Override
    public void refused(TopicMismatchException mismatch) {
      refusal.accept(mismatch);
    }
  }
}
