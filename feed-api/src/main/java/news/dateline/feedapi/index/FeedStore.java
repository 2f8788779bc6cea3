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
import java.util.function.Predicate;
import news.dateline.events.FeedId;
import news.dateline.events.PublicState;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * All feeds. One thread applies changes and then publishes them together; everyone else sees what
 * was published last.
 */
public final class FeedStore {
  private static final Comparator<FeedIndex> FIRST_OPENED =
      Comparator.comparing((FeedIndex index) -> index.state().openedAt())
          .thenComparing(index -> index.feed().value());

  private final Map<FeedId, EpochTracker> numberings = new HashMap<>();
  private final Set<FeedId> changed = new LinkedHashSet<>();
  private final List<Consumer<FeedId>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder applied = new LongAdder();
  private final LongAdder outdated = new LongAdder();
  private HashPMap<FeedId, FeedIndex> next = HashTreePMap.empty();
  private volatile HashPMap<FeedId, FeedIndex> published = next;

  /** Calls back, on the writer's thread, after changes of a feed have been published. */
  public void onChange(Consumer<FeedId> listener) {
    listeners.add(listener);
  }

  /** Takes a record, for the writer's thread only. Nobody sees it before {@link #publish()}. */
  public void apply(PublicState state) {
    FeedId feed = state.feed();
    EpochTracker numbering = numberings.computeIfAbsent(feed, id -> new EpochTracker());
    FeedIndex before = next.get(feed);
    FeedIndex after = numbering.apply(before, state);
    if (after == null || after == before) {
      if (numbering.isRetired(state.epoch())) {
        outdated.increment();
      }
      return;
    }
    applied.increment();
    next = next.plus(feed, after);
    changed.add(feed);
  }

  /** Shows everyone what has been applied, then tells the listeners. */
  public void publish() {
    published = next;
    for (FeedId feed : changed) {
      listeners.forEach(listener -> listener.accept(feed));
    }
    changed.clear();
  }

  /** The feed's present version, whoever may read it. */
  public Optional<FeedIndex> find(FeedId feed) {
    return Optional.ofNullable(published.get(feed));
  }

  /** The feeds everyone may read, the first opened first. */
  public List<FeedIndex> all() {
    return all(FeedIndex::isPublic);
  }

  /** The feeds that are among those wanted, the first opened first. */
  public List<FeedIndex> all(Predicate<FeedIndex> wanted) {
    return published.values().stream().filter(wanted).sorted(FIRST_OPENED).toList();
  }

  /** Changes applied since the start. */
  public long applied() {
    return applied.sum();
  }

  /** Records left out since the start because they are of an earlier numbering of their feed. */
  public long outdated() {
    return outdated.sum();
  }
}
