package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.Partner;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.feedapi.sse.Reset;
import news.dateline.feedapi.sse.SseFrame;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * An immutable version of a feed, whose snapshot, cursor and changes are consistent. Creating the
 * next version and each query cost O(log n); versions share their structure. Thread-safe.
 */
public final class FeedIndex {
  private static final int MAX_EXAMINED = 10_000;

  private final PublicFeed state;
  private final Items items;
  private final TreePMap<Long, IndexEntry> bySeq;
  private final long seq;

  private record FeedChange(
      PublicState.Change change, long seq, PublicFeed.Status status, FeedSettings feed) {}

  private FeedIndex(PublicFeed state, Items items, TreePMap<Long, IndexEntry> bySeq) {
    this.state = state;
    this.items = items;
    this.bySeq = bySeq;
    this.seq = bySeq.lastKey();
  }

  /** Returns a feed without items, in the epoch of its record. */
  static FeedIndex of(PublicFeed state) {
    return new FeedIndex(
        state, Items.NONE, TreePMap.<Long, IndexEntry>empty().plus(state.seq(), entry(state)));
  }

  /** Applies a record of the feed; returns this version unless the record is newer. */
  FeedIndex with(PublicFeed newer) {
    if (newer.seq() <= state.seq()) {
      return this;
    }
    TreePMap<Long, IndexEntry> changes = bySeq.minus(state.seq()).plus(newer.seq(), entry(newer));
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

  private static IndexEntry entry(PublicFeed state) {
    FeedChange change =
        new FeedChange(state.change(), state.seq(), state.status(), state.profile());
    Cursor cursor = new Cursor(state.epoch(), state.seq());
    return new FeedEntry(SseFrame.of(cursor, "feed", Json.write(change)));
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
   * Returns matching items, newest first, with the pinned and the breaking ones.
   *
   * @param before continues after this item; null: from the newest
   * @param day only items of this day; null: all
   */
  public SnapshotPage snapshot(
      @Nullable SortKey before, @Nullable LocalDate day, Filter filter, int limit) {
    List<ItemEntry> found = new ArrayList<>();
    // one more than the limit shows that there is a next page
    items.walk(
        filter,
        order -> range(order, before, day),
        item -> {
          found.add(item);
          return found.size() <= limit;
        });
    boolean more = found.size() > limit;
    List<ItemEntry> shown = List.copyOf(more ? found.subList(0, limit) : found);
    return new SnapshotPage(
        shown,
        more ? shown.get(limit - 1).sortKey() : null,
        Optional.ofNullable(items.pinned()).filter(filter::matches).orElse(null),
        items.breaking().values().stream().filter(filter::matches).toList());
  }

  private static TreePMap<SortKey, ItemEntry> range(
      TreePMap<SortKey, ItemEntry> order, @Nullable SortKey before, @Nullable LocalDate day) {
    TreePMap<SortKey, ItemEntry> range =
        day == null ? order : order.subMap(SortKey.startOf(day), SortKey.endOf(day));
    return before == null ? range : range.tailMap(before, false);
  }

  /** Returns the newest state of all that changed after the given number, ordered by seq. */
  public Collection<IndexEntry> changesSince(long seq) {
    return bySeq.tailMap(seq, false).values();
  }

  /** Returns the same as frames for a client with a filter. */
  public Stream<SseFrame> changesSince(long seq, Filter filter) {
    SeenRange seen = new SeenRange(seq, false);
    return changesSince(seq).stream().flatMap(entry -> entry.frame(filter, seen).stream());
  }

  /**
   * Returns the cursor after which the given number of matching items follow. Fewer follow if the
   * newest {@value #MAX_EXAMINED} changes have no more.
   */
  public Cursor beforeNewest(int count, Filter filter) {
    long first = seq;
    int found = 0;
    int examined = 0;
    for (IndexEntry entry : bySeq.descendingMap().values()) {
      if (found == count || examined++ == MAX_EXAMINED) {
        break;
      }
      if (entry instanceof ItemEntry item && filter.matches(item)) {
        found++;
        first = item.seq() - 1;
      }
    }
    return new Cursor(epoch(), first);
  }

  /** Returns why the cursor cannot be resumed in this version; empty if it can. */
  public Optional<Reset.Reason> resetReason(Cursor cursor) {
    if (!cursor.epoch().equals(epoch())) {
      return Optional.of(Reset.Reason.UNKNOWN_EPOCH);
    }
    return cursor.seq() > seq() ? Optional.of(Reset.Reason.AHEAD) : Optional.empty();
  }
}
