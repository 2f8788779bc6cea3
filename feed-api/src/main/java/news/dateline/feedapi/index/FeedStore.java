package news.dateline.feedapi.index;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import news.dateline.events.FeedId;
import news.dateline.events.Partner;
import news.dateline.events.PublicState;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * All feeds of this replica. The writer's thread applies changes and publishes them together; any
 * thread reads what was published last without a lock.
 */
public final class FeedStore {
  private static final Comparator<FeedIndex> FIRST_OPENED =
      Comparator.comparing((FeedIndex index) -> index.state().openedAt())
          .thenComparing(index -> index.feed().value());

  private final Map<FeedId, EpochTracker> trackers = new HashMap<>();
  private final Set<FeedId> changed = new LinkedHashSet<>();
  private final List<Consumer<FeedId>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder applied = new LongAdder();
  private final LongAdder outdated = new LongAdder();
  private HashPMap<FeedId, FeedIndex> next = HashTreePMap.empty();
  private volatile HashPMap<FeedId, FeedIndex> published = next;

  /** Adds a listener, called on the writer's thread after changes of a feed were published. */
  public void onChange(Consumer<FeedId> listener) {
    listeners.add(listener);
  }

  /** Applies a record, which stays invisible until {@link #publish()}. For the writer's thread. */
  public void apply(PublicState state) {
    FeedId feed = state.feed();
    EpochTracker tracker = trackers.computeIfAbsent(feed, id -> new EpochTracker());
    FeedIndex before = next.get(feed);
    FeedIndex after = tracker.apply(before, state);
    if (after == null || after == before) {
      if (tracker.isRetired(state.epoch())) {
        outdated.increment();
      }
      return;
    }
    applied.increment();
    next = next.plus(feed, after);
    changed.add(feed);
  }

  /**
   * Makes the applied records visible, then calls the listeners. If one fails, the others are
   * called all the same, and this fails at the end. For the writer's thread.
   */
  public void publish() {
    published = next;
    List<FeedId> news = List.copyOf(changed);
    changed.clear();
    RuntimeException failure = null;
    for (FeedId feed : news) {
      for (Consumer<FeedId> listener : listeners) {
        try {
          listener.accept(feed);
        } catch (RuntimeException e) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns the newest published version of a feed, which need not be public. */
  public Optional<FeedIndex> find(FeedId feed) {
    return Optional.ofNullable(published.get(feed));
  }

  /** Returns the public feeds, the one opened first first. */
  public List<FeedIndex> publicFeeds() {
    return readableBy(null);
  }

  /** Returns the feeds that the partner, or null for any client, can read, in the same order. */
  public List<FeedIndex> readableBy(@Nullable Partner partner) {
    return published.values().stream()
        .filter(index -> index.isReadableBy(partner))
        .sorted(FIRST_OPENED)
        .toList();
  }

  /** Returns the number of changes applied since the start. */
  public long applied() {
    return applied.sum();
  }

  /** Returns the number of records dropped since the start because their epoch is retired. */
  public long outdated() {
    return outdated.sum();
  }
}
