package news.dateline.feedapi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import news.dateline.events.FeedId;
import news.dateline.events.Reach;
import news.dateline.feedapi.fanout.StreamCounts.FeedCount;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import org.jspecify.annotations.Nullable;

/**
 * Reports how many open streams of each feed have received its newest change. A feed whose change
 * or number of streams is new is reported at most once a second, a feed with open streams at least
 * every ten seconds. Thread-safe.
 */
final class ReachReporter implements AutoCloseable {
  /** Counts are a second apart, but one may come a little early. */
  private static final Duration MIN_INTERVAL = Duration.ofMillis(900);

  /** The producer forgets a report after three intervals. */
  private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);

  private final Supplier<String> replica;
  private final FeedStore feeds;
  private final Consumer<List<Reach>> topic;
  private final InstantSource clock;
  private final Set<FeedId> changed = ConcurrentHashMap.newKeySet();

  /**
   * The last report of each feed that has open streams, or had them in the last seconds. Guarded by
   * this.
   */
  private final Map<FeedId, Report> reported = new HashMap<>();

  private record Report(FeedCount count, Instant at) {
    boolean isOld(Instant now) {
      return !now.isBefore(at.plus(MIN_INTERVAL));
    }

    boolean isStale(Instant now) {
      return !now.isBefore(at.plus(REFRESH_INTERVAL));
    }
  }

  /**
   * @param replica the name of this replica, asked for with each report
   * @param topic takes the reports without blocking
   */
  ReachReporter(
      Supplier<String> replica, FeedStore feeds, Consumer<List<Reach>> topic, InstantSource clock) {
    this.replica = replica;
    this.feeds = feeds;
    this.topic = topic;
    this.clock = clock;
  }

  /** Notes that a feed has changed, so that it is reported also if it has no open stream. */
  void onChange(FeedId feed) {
    changed.add(feed);
  }

  /**
   * Reports what is due.
   *
   * @param counts of each feed that has open streams
   */
  synchronized void onCount(Map<FeedId, FeedCount> counts) {
    Set<FeedId> all = new HashSet<>(counts.keySet());
    all.addAll(reported.keySet());
    all.addAll(changed);
    Instant now = clock.instant();
    List<Reach> due = new ArrayList<>();
    for (FeedId feed : all) {
      FeedCount count = counts.containsKey(feed) ? counts.get(feed) : withoutStreams(feed);
      if (count != null && isDue(feed, count, now)) {
        due.add(report(feed, count, now));
      }
    }
    reported.values().removeIf(last -> last.count().streams() == 0 && last.isOld(now));
    topic.accept(due);
  }

  private @Nullable FeedCount withoutStreams(FeedId feed) {
    return feeds.find(feed).map(FeedIndex::cursor).map(FeedCount::none).orElse(null);
  }

  private boolean isDue(FeedId feed, FeedCount count, Instant now) {
    Report last = reported.get(feed);
    if (last == null) {
      return true;
    }
    boolean news = changed.contains(feed) || !last.count().equals(count);
    return (news && last.isOld(now)) || (count.streams() > 0 && last.isStale(now));
  }

  private Reach report(FeedId feed, FeedCount count, Instant now) {
    changed.remove(feed);
    reported.put(feed, new Report(count, now));
    return new Reach(
        replica.get(),
        feed,
        count.newest().epoch(),
        count.newest().seq(),
        count.streams(),
        count.reached(),
        count.maxLag() == 0 ? null : count.maxLag(),
        count.writtenAt());
  }

  /** Reports that this replica has no streams any more, so that no desk waits for it. */
  @Override
  public synchronized void close() {
    List<Reach> last = new ArrayList<>();
    for (Map.Entry<FeedId, Report> open : Map.copyOf(reported).entrySet()) {
      if (open.getValue().count().streams() > 0) {
        FeedCount none = FeedCount.none(open.getValue().count().newest());
        last.add(report(open.getKey(), none, clock.instant()));
      }
    }
    topic.accept(last);
  }
}
