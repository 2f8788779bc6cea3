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
import java.util.stream.IntStream;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;

/**
 * The stream of one selection, shared by all its subscribers. Thread-safe unless said otherwise.
 */
final class SharedStream {
  private final Selection selection;
  private final FeedStore feeds;
  private final StreamMetrics metrics;
  private final ConcurrentMap<Executor, LoopShard> shards = new ConcurrentHashMap<>();
  private volatile Batch latest;
  private volatile boolean closedToPublic;
  private List<LocalDate> days = List.of();
  private int subscribers;

  SharedStream(
      Selection selection, List<FeedIndex> indexes, FeedStore feeds, StreamMetrics metrics) {
    this.selection = selection;
    this.feeds = feeds;
    this.metrics = metrics;
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

  /**
   * Returns true once a feed that was public is public no more. All streams end then; partners
   * reconnect with their tokens.
   */
  boolean isClosedToPublic() {
    return closedToPublic;
  }

  LoopShard shard(Executor loop) {
    return shards.computeIfAbsent(loop, key -> new LoopShard(this, key, metrics));
  }

  Collection<LoopShard> shards() {
    return shards.values();
  }

  /** Appends what the store has published since, and wakes the shards. */
  void refresh() {
    Optional<List<FeedIndex>> newest = selection.indexes(feeds::find);
    if (newest.filter(this::isReadableAsBefore).isEmpty()) {
      closedToPublic = true;
      wake();
    } else if (!newest.get().equals(latest.indexes())) {
      appendBatch();
      wake();
    }
  }

  private synchronized void appendBatch() {
    // read again under the lock, because another thread may have appended meanwhile
    selection
        .indexes(feeds::find)
        .filter(newest -> !newest.equals(latest.indexes()) && isReadableAsBefore(newest))
        .ifPresent(newest -> latest = latest.append(selection, newest));
  }

  private boolean isReadableAsBefore(List<FeedIndex> newest) {
    List<FeedIndex> before = latest.indexes();
    return IntStream.range(0, newest.size())
        .allMatch(feed -> newest.get(feed).isPublic() || !before.get(feed).isPublic());
  }

  private void wake() {
    shards.values().forEach(LoopShard::wake);
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
