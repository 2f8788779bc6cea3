package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemId;
import news.dateline.events.Partner;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.feedapi.index.KeyEvents.KeyEvent;
import news.dateline.feedapi.sse.Reset;
import news.dateline.feedapi.sse.SseFrame;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * An immutable version of a feed, whose snapshot, cursor and changes are consistent. Creating the
 * next version and each query cost O(log n); versions share their structure. Thread-safe.
 */
public final class FeedIndex {
  /**
   * Items or changes that one answer examines, including those that the filter hides, because a
   * search holds up all other connections of its event loop.
   */
  public static final int MAX_EXAMINED = 1_000;

  /**
   * Bytes of changes after which an answer ends. The first change is included whatever its size.
   */
  private static final int MAX_BYTES = 256 * 1024;

  private final PublicFeed state;
  private final Items items;
  private final TreePMap<Long, IndexEntry> bySeq;
  private final long seq;

  /**
   * Consecutive changes.
   *
   * @param end the cursor of a client that has received them
   */
  public record ChangesPart(List<SseFrame> frames, Cursor end) {}

  private FeedIndex(PublicFeed state, Items items, TreePMap<Long, IndexEntry> bySeq) {
    this.state = state;
    this.items = items;
    this.bySeq = bySeq;
    this.seq = bySeq.lastKey();
  }

  /** Returns a feed without items, in the epoch of its record. */
  static FeedIndex of(PublicFeed state) {
    return new FeedIndex(
        state,
        Items.NONE,
        TreePMap.<Long, IndexEntry>empty().plus(state.seq(), FeedEntry.of(state)));
  }

  /** Applies a record of the feed; returns this version unless the record is newer. */
  FeedIndex with(PublicFeed newer) {
    if (newer.seq() <= state.seq()) {
      return this;
    }
    TreePMap<Long, IndexEntry> changes =
        bySeq.minus(state.seq()).plus(newer.seq(), FeedEntry.of(newer));
    return new FeedIndex(newer, items, changes);
  }

  /** Applies a change of an item; returns this version unless the change is newer. */
  FeedIndex with(PublicItem change) {
    ItemEntry known = items.byId().get(change.item().id());
    if (known != null && change.seq() <= known.seq()) {
      return this;
    }
    ItemEntry entry = ItemEntry.of(change, known);
    return new FeedIndex(
        state,
        items.with(entry, known),
        (known == null ? bySeq : bySeq.minus(known.seq())).plus(entry.seq(), entry));
  }

  public FeedId feed() {
    return state.feed();
  }

  /** The feed's own record. */
  public PublicFeed state() {
    return state;
  }

  public FeedSettings profile() {
    return state.profile();
  }

  public boolean isPublic() {
    return profile().access() == FeedSettings.Access.PUBLIC;
  }

  /**
   * Returns true if the feed is public or the partner has been granted it. No other code decides
   * this.
   *
   * @param partner null for a client without a token
   */
  public boolean isReadableBy(@Nullable Partner partner) {
    return isPublic() || (partner != null && partner.profile().feeds().contains(feed()));
  }

  public String epoch() {
    return state.epoch();
  }

  /** Returns the number of the newest change. */
  public long seq() {
    return seq;
  }

  /** Returns the cursor of a client that has received all of this version. */
  public Cursor cursor() {
    return new Cursor(epoch(), seq());
  }

  public Optional<ItemEntry> item(ItemId id) {
    return Optional.ofNullable(items.byId().get(id));
  }

  /** Returns true if the feed accepts no more items. */
  public boolean closed() {
    return state.status() == PublicFeed.Status.CLOSED;
  }

  /**
   * Returns matching items, newest first, with the pinned and the breaking ones. A page ends early
   * after {@link #MAX_EXAMINED} items of which few match.
   *
   * @param before continues after this item; null: from the newest
   * @param day only items of this day; null: all
   */
  public SnapshotPage snapshot(
      @Nullable SortKey before, @Nullable LocalDate day, Filter filter, int limit) {
    return new PageFinder(items, filter, day, limit).before(before);
  }

  /** Returns the matching items directly newer than the key, newest first. */
  public SnapshotPage snapshotAfter(
      SortKey after, @Nullable LocalDate day, Filter filter, int limit) {
    return new PageFinder(items, filter, day, limit).after(after);
  }

  /** Returns the newest page if it contains the item, else one with the item and its neighbours. */
  public SnapshotPage snapshotAt(ItemEntry item, Filter filter, int limit) {
    return new PageFinder(items, filter, null, limit).at(item);
  }

  /** Counts what has happened after the number. */
  public SinceCounts countsSince(long seq) {
    return items.counts().since(seq);
  }

  /** Returns the key events that appeared after the number, newest first, at most 50. */
  public List<KeyEvent> keyEventsSince(long seq) {
    return PageFinder.keyEventsSince(items, seq);
  }

  /**
   * Returns the days that have items, newest first, with the number of items shown.
   *
   * @param before only days before this one; null: all
   */
  public Days days(@Nullable LocalDate before, int limit) {
    return items.counts().days(before, limit);
  }

  /** Returns all items older than the key, newest first; null: all items. */
  public Collection<ItemEntry> items(@Nullable SortKey before) {
    return Items.Range.olderThan(before, null).of(items.bySortKey()).values();
  }

  /** Returns the newest state of all that changed after the given number, ordered by seq. */
  public Collection<IndexEntry> changesSince(long seq) {
    return bySeq.tailMap(seq, false).values();
  }

  /**
   * Returns a part of the changes as frames for a client with a filter.
   *
   * @param max the number of frames. {@link #MAX_EXAMINED} or their size may end the part earlier
   */
  public ChangesPart changesSince(long seq, Filter filter, int max) {
    SeenRange seen = new SeenRange(seq, false);
    List<SseFrame> frames = new ArrayList<>();
    long reached = seq;
    int examined = 0;
    int bytes = 0;
    for (IndexEntry entry : changesSince(seq)) {
      if (frames.size() == max || examined++ == MAX_EXAMINED || bytes > MAX_BYTES) {
        return new ChangesPart(frames, new Cursor(epoch(), reached));
      }
      Optional<SseFrame> frame = entry.frame(filter, seen);
      if (frame.isPresent()) {
        frames.add(frame.get());
        bytes += frame.get().bytes().length();
      }
      reached = entry.frame().id().seq();
    }
    return new ChangesPart(frames, cursor());
  }

  /**
   * Returns the cursor after which the given number of matching items follow. Fewer follow if more
   * than {@link #MAX_EXAMINED} items have the filter's facets and the newest changes have no more.
   */
  public Cursor beforeNewest(int count, Filter filter) {
    long first =
        items
            .candidates(filter)
            .orElseGet(this::newestItems)
            .filter(filter::matches)
            .map(ItemEntry::seq)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .limit(count)
            .reduce(seq + 1, Math::min);
    return new Cursor(epoch(), first - 1);
  }

  private Stream<ItemEntry> newestItems() {
    return bySeq.descendingMap().values().stream()
        .limit(MAX_EXAMINED)
        .filter(ItemEntry.class::isInstance)
        .map(ItemEntry.class::cast);
  }

  /** Returns why the cursor cannot be resumed in this version; empty if it can. */
  public Optional<Reset.Reason> resetReason(Cursor cursor) {
    if (!cursor.epoch().equals(epoch())) {
      return Optional.of(Reset.Reason.UNKNOWN_EPOCH);
    }
    return cursor.seq() > seq() ? Optional.of(Reset.Reason.AHEAD) : Optional.empty();
  }
}
