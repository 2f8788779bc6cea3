package news.dateline.feedapi.fanout;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.sse.ByteSlice;

/**
 * The stream of one selection, shared by all its subscribers. Thread-safe unless said otherwise.
 */
final class SharedStream {
  private final Selection selection;
  private final Context context;
  private final ConcurrentMap<Executor, LoopShard> shards = new ConcurrentHashMap<>();
  private volatile Batch latest;
  private List<LocalDate> days = List.of();
  private int subscribers;

  /**
   * The collaborators of all shared streams.
   *
   * @param restrictedEvents encodes the events for a client that may not read the feed any more
   */
  record Context(FeedStore feeds, StreamMetrics metrics, Supplier<ByteSlice> restrictedEvents) {}

  SharedStream(Selection selection, List<FeedIndex> indexes, Context context) {
    this.selection = selection;
    this.context = context;
    this.latest = Batch.of(indexes);
  }

  Selection selection() {
    return selection;
  }

  /** Counts one more subscriber. Not thread-safe; neither is {@link #release}. */
  void retain() {
    subscribers++;
  }

  /** Counts one subscriber less and returns how many are left. */
  int release() {
    return --subscribers;
  }

  Batch latest() {
    return latest;
  }

  /** Encodes the events for a client that may not read the feed any more. */
  ByteSlice restrictedEvents() {
    return context.restrictedEvents().get();
  }

  LoopShard shard(Executor loop) {
    return shards.computeIfAbsent(loop, key -> new LoopShard(this, key, context.metrics()));
  }

  Collection<LoopShard> shards() {
    return shards.values();
  }

  /** Appends what the store has published since, and wakes the shards. */
  void refresh() {
    if (newest().isPresent()) {
      appendBatch();
      shards.values().forEach(LoopShard::wake);
    }
  }

  private synchronized void appendBatch() {
    // read again under the lock, because another thread may have appended meanwhile
    newest().ifPresent(newest -> latest = latest.append(selection, newest));
  }

  /** Returns what the store has published, if it is newer than the latest batch. */
  private Optional<List<FeedIndex>> newest() {
    return selection
        .indexes(context.feeds()::find)
        .filter(newest -> !newest.equals(latest.indexes()));
  }

  /**
   * Sends a {@code day} event for each feed where midnight has passed since the last call. Call it
   * from one thread.
   */
  void announceMidnight(Clock clock) {
    List<LocalDate> today = new ArrayList<>();
    for (FeedIndex index : latest.indexes()) {
      today.add(LocalDate.now(clock.withZone(ZoneId.of(index.profile().timeZone()))));
    }
    for (int feed = 0; feed < days.size(); feed++) {
      int changed = feed;
      if (!today.get(feed).equals(days.get(feed))) {
        shards.values().forEach(shard -> shard.sendDay(changed, today.get(changed)));
      }
    }
    days = today;
  }
}
