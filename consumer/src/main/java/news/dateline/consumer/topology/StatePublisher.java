package news.dateline.consumer.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import news.dateline.events.Topic;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of a partition that a rebuild has decided without writing to a topic: first
 * the items, then the feeds' own records, because readers show a new epoch of a feed from its
 * record on. Each punctuation publishes a part, so that no transaction becomes long. The progress,
 * stored in the same transaction as the part, says where the next part begins. So after a crash the
 * publication continues after the last committed part.
 */
final class StatePublisher {
  /** A key in the store of pinned items that cannot be the id of a feed. */
  private static final String PROGRESS_KEY = ".";

  private static final int MAX_PART_BYTES = 1 << 20;
  private static final Duration PART_INTERVAL = Duration.ofMillis(1);

  private final ProcessorContext<?, ?> context;
  private final TopicSink sink;
  private final KeyValueStore<String, String> pinnedItems;
  private final Deque<Pass> passes = new ArrayDeque<>();
  private @Nullable String lastKey;
  private @Nullable Cancellable scheduled;

  /** One pass over a store, which publishes the selected keys. */
  private record Pass(
      KeyValueStore<String, byte[]> store, Topic topic, Predicate<String> selected) {}

  StatePublisher(ProcessorContext<?, ?> context, TopicSink sink) {
    this.context = context;
    this.sink = sink;
    this.pinnedItems = context.getStateStore(FeedStores.PINNED_ITEMS);
    KeyValueStore<String, byte[]> deskStates = context.getStateStore(FeedStores.DESK);
    KeyValueStore<String, byte[]> publicStates = context.getStateStore(FeedStores.PUBLIC);
    passes.add(new Pass(deskStates, Topic.DESK_STATE, StatePublisher::isItem));
    passes.add(new Pass(publicStates, Topic.FEED_STATE, StatePublisher::isItem));
    passes.add(new Pass(publicStates, Topic.FEED_STATE, StatePublisher::isFeed));
  }

  /** Marks the partition as not published. */
  void markUnpublished() {
    pinnedItems.putIfAbsent(PROGRESS_KEY, "");
  }

  /**
   * Returns true if the partition is not published yet. Until then, no record of a feed may be
   * sent.
   *
   * @param pinnedItems the store of pinned items
   */
  static boolean isPending(BufferedStore<String> pinnedItems) {
    return pinnedItems.get(PROGRESS_KEY) != null;
  }

  /** Publishes the partition in the punctuations that follow, if it is not published yet. */
  void start() {
    String progress = pinnedItems.get(PROGRESS_KEY);
    if (progress != null) {
      resumeFrom(progress);
      scheduled =
          context.schedule(PART_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> publishPart());
    }
  }

  /** The progress is empty, or the number of passes that are left and the last key published. */
  private void resumeFrom(String progress) {
    while (!progress.isEmpty() && passes.size() > progress.charAt(0) - '0') {
      passes.remove();
    }
    lastKey = progress.length() > 1 ? progress.substring(1) : null;
  }

  void cancel() {
    if (scheduled != null) {
      scheduled.cancel();
    }
  }

  private void publishPart() {
    if (publishPart(passes.element())) {
      lastKey = null;
      passes.remove();
    }
    if (passes.isEmpty()) {
      pinnedItems.delete(PROGRESS_KEY);
      cancel();
    } else {
      pinnedItems.put(PROGRESS_KEY, passes.size() + (lastKey == null ? "" : lastKey));
    }
  }

  /** Returns true if the pass has no key left. */
  private boolean publishPart(Pass pass) {
    int bytes = 0;
    try (KeyValueIterator<String, byte[]> entries = pass.store().range(lastKey, null)) {
      while (entries.hasNext() && bytes < MAX_PART_BYTES) {
        KeyValue<String, byte[]> entry = entries.next();
        if (!entry.key.equals(lastKey) && pass.selected().test(entry.key)) {
          sink.add(pass.topic(), entry.key, entry.value);
        }
        lastKey = entry.key;
        bytes += entry.value.length;
      }
      sink.flush();
      return !entries.hasNext();
    }
  }

  private static boolean isItem(String key) {
    return key.indexOf('/') >= 0;
  }

  private static boolean isFeed(String key) {
    return !isItem(key) && !key.equals(Topic.SEGMENT_ROLL_KEY);
  }

  /** Returns true if every running task of this instance has published its partition. */
  static boolean isPublished(KafkaStreams streams) {
    try {
      ReadOnlyKeyValueStore<String, String> pinnedItems =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  FeedStores.PINNED_ITEMS, QueryableStoreTypes.keyValueStore()));
      return pinnedItems.get(PROGRESS_KEY) == null;
    } catch (InvalidStateStoreException e) {
      return false;
    }
  }
}
