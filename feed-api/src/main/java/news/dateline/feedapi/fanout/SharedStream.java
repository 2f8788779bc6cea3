package news.dateline.feedapi.delivery;

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

/** One selection as it goes on, for all who follow it. */
final class SharedStream {
  private final Selection selection;
  private final FeedStore feeds;
  private final StreamMetrics meters;
  private final ConcurrentMap<Executor, LoopShard> shards = new ConcurrentHashMap<>();
  private volatile Batch latest;
  private volatile boolean closedToPublic;
  private List<LocalDate> days = List.of();
  private int subscribers;

  SharedStream(
      Selection selection, List<FeedIndex> present, FeedStore feeds, StreamMetrics meters) {
    this.selection = selection;
    this.feeds = feeds;
    this.meters = meters;
    this.latest = Batch.of(present);
  }

  Selection selection() {
    return selection;
  }

  /** Counts one more; as {@link #release()} for one thread at a time. */
  void retain() {
    subscribers++;
  }

  /** How many are left when one leaves. */
  int release() {
    return --subscribers;
  }

  /** The newest edition. */
  Batch latest() {
    return latest;
  }

  /**
   * Whether one of the feeds was for everyone and is not any more: whoever may goes on by a token.
   */
  boolean isClosedToPublic() {
    return closedToPublic;
  }

  LoopShard shard(Executor loop) {
    return shards.computeIfAbsent(loop, own -> new LoopShard(this, own, meters));
  }

  Collection<LoopShard> shards() {
    return shards.values();
  }

  /** Takes in what has been published. Mostly the writer's; whoever joins makes sure of it. */
  void onFeedChanged() {
    Optional<List<FeedIndex>> present = selection.present(feeds::find);
    if (present.filter(this::isReadableAsBefore).isEmpty()) {
      closedToPublic = true;
      wake();
    } else if (!present.get().equals(latest.indexes())) {
      appendBatch();
      wake();
    }
  }

  private synchronized void appendBatch() {
    // once more, for another thread may have come before
    selection
        .present(feeds::find)
        .filter(present -> !present.equals(latest.indexes()) && isReadableAsBefore(present))
        .ifPresent(present -> latest = latest.append(selection, present));
  }

  private boolean isReadableAsBefore(List<FeedIndex> present) {
    List<FeedIndex> before = latest.indexes();
    return IntStream.range(0, present.size())
        .allMatch(feed -> present.get(feed).isPublic() || !before.get(feed).isPublic());
  }

  private void wake() {
    shards.values().forEach(LoopShard::wake);
  }

  /** Tells everyone where midnight has passed since it was called last; for one thread only. */
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
