package news.dateline.feedapi.fanout;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts all open streams by feed. The count is complete once each shard has added its streams on
 * its event loop. A hanging event loop keeps the count incomplete. Thread-safe.
 */
public final class StreamCounts {
  private final FeedStore feeds;
  private final AtomicInteger awaited;
  private final Consumer<Map<FeedId, FeedCount>> onComplete;
  private final ConcurrentMap<FeedId, FeedCount> counts = new ConcurrentHashMap<>();

  /**
   * The open streams of a feed.
   *
   * @param newest the position of a stream that has been sent everything
   * @param reached how many of the streams have been sent everything, written to their sockets
   * @param maxLag number of changes that the stream furthest behind has not been sent; 0 if all
   *     streams are reached
   * @param writtenAt when the newest change was written to the last of the streams that did not
   *     lag; null if it was written to none
   */
  public record FeedCount(
      Cursor newest, int streams, int reached, long maxLag, @Nullable Instant writtenAt) {
    /** Returns the count of a feed without open streams. */
    public static FeedCount none(Cursor newest) {
      return new FeedCount(newest, 0, 0, 0, null);
    }

    private FeedCount plus(int more, long lag, @Nullable Instant written) {
      Instant latest =
          written == null || (writtenAt != null && writtenAt.isAfter(written))
              ? writtenAt
              : written;
      return new FeedCount(
          newest, streams + more, reached + (lag == 0 ? more : 0), Math.max(maxLag, lag), latest);
    }
  }

  /**
   * @param shards number of calls of {@link #countDown} after which the count is complete
   * @param onComplete called once, on the thread of the last shard
   */
  StreamCounts(FeedStore feeds, int shards, Consumer<Map<FeedId, FeedCount>> onComplete) {
    this.feeds = feeds;
    this.awaited = new AtomicInteger(shards);
    this.onComplete = onComplete;
  }

  /**
   * Adds the live streams of a shard.
   *
   * @param writtenMillis when the position was written to them; 0 if they began there
   */
  void add(Selection selection, SubscriberSet live, Position position, long writtenMillis) {
    int sent = live.count(subscriber -> subscriber.output().flushed());
    // which of several feeds was written then is not known
    boolean isKnown = writtenMillis > 0 && !selection.named();
    Instant written = isKnown ? Instant.ofEpochMilli(writtenMillis) : null;
    for (int i = 0; i < selection.feeds().size(); i++) {
      FeedId feed = selection.feeds().get(i);
      Cursor reached = position.cursors().get(i);
      add(feed, reached, sent, false, written);
      add(feed, reached, live.size() - sent, true, null);
    }
  }

  /** Adds the lagging streams of a shard. */
  void add(Selection selection, SubscriberSet lagging) {
    lagging.forEach(
        subscriber -> {
          for (int i = 0; i < selection.feeds().size(); i++) {
            Cursor reached = subscriber.position().cursors().get(i);
            add(selection.feeds().get(i), reached, 1, subscriber.hasUnsent(), null);
          }
        });
  }

  /**
   * @param unsent true if a part of what leads to the position is not written to the socket yet
   */
  private void add(
      FeedId feed, Cursor position, int streams, boolean unsent, @Nullable Instant writtenAt) {
    if (streams > 0) {
      counts.compute(
          feed,
          (id, known) -> {
            FeedCount before = known == null ? none(id) : known;
            if (before == null) {
              return null;
            }
            long lag = Math.max(unsent ? 1 : 0, lag(position, before.newest()));
            return before.plus(streams, lag, lag == 0 ? writtenAt : null);
          });
    }
  }

  private @Nullable FeedCount none(FeedId feed) {
    return feeds.find(feed).map(FeedIndex::cursor).map(FeedCount::none).orElse(null);
  }

  /** Returns how many changes lead from the position to the newest one; all of another epoch. */
  private static long lag(Cursor position, Cursor newest) {
    return position.epoch().equals(newest.epoch())
        ? Math.max(0, newest.seq() - position.seq())
        : Math.max(1, newest.seq());
  }

  /** Marks one shard as counted. */
  void countDown() {
    if (awaited.decrementAndGet() == 0) {
      onComplete.accept(Map.copyOf(counts));
    }
  }
}
