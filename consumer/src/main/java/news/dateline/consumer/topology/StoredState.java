package news.dateline.consumer.topology;

import java.time.Instant;
import java.util.Optional;
import news.dateline.consumer.rules.Decided;
import news.dateline.consumer.rules.State;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.PublicState;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** The rules' state, kept in the task's stores. */
final class StoredState implements State {
  private final ProcessorContext<?, ?> context;
  private final KeyValueStore<String, byte[]> publicStates;
  private final KeyValueStore<String, Long> positions;
  private final WindowStore<String, byte[]> decided;

  StoredState(ProcessorContext<?, ?> context) {
    this.context = context;
    this.publicStates = context.getStateStore(FeedTopology.PUBLIC);
    this.positions = context.getStateStore(FeedTopology.POSITIONS);
    this.decided = context.getStateStore(FeedTopology.DECIDED);
  }

  /**
   * The largest record time seen in the partition. Kafka Streams commits it with the offsets, so it
   * does not step back over a restart either.
   */
  Instant now() {
    return Instant.ofEpochMilli(context.currentStreamTimeMs());
  }

  @Override
  public Optional<PublicState.OfFeed> feed(FeedId feed) {
    return read(publicStates.get(feed.value()), PublicState.OfFeed.class);
  }

  @Override
  public Optional<PublicState.OfItem> item(FeedId feed, ItemId item) {
    return read(publicStates.get(feed.value() + "/" + item.value()), PublicState.OfItem.class);
  }

  @Override
  public long lastSeq(FeedId feed) {
    Long seq = positions.get(feed.value());
    return seq == null ? 0 : seq;
  }

  @Override
  public Optional<Decided> decided(EventId id) {
    Instant now = now();
    try (WindowStoreIterator<byte[]> found =
        decided.fetch(id.value(), now.minus(FeedTopology.DECIDED_FOR), now)) {
      return found.hasNext() ? read(found.next().value, Decided.class) : Optional.empty();
    }
  }

  void put(PublicState state) {
    publicStates.put(FeedTopology.keyOf(state), state.value());
    positions.put(state.feed().value(), state.seq());
  }

  void put(EventId id, Decided decision) {
    decided.put(id.value(), Json.write(decision), now().toEpochMilli());
  }

  private static <T> Optional<T> read(byte @Nullable [] json, Class<T> type) {
    return json == null ? Optional.empty() : Optional.of(Json.read(json, type));
  }
}
