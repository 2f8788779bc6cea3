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
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One version of a feed, in which snapshot, cursor and changes belong together. A new version costs
 * O(log n) and shares all but that with the one before; so does each question.
 */
public final class FeedIndex {
  private static final int REACH = 10_000;

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

  /** A feed without items, numbered by the epoch of its record. */
  static FeedIndex of(PublicFeed state) {
    return new FeedIndex(
        state, Items.NONE, TreePMap.<Long, IndexEntry>empty().plus(state.seq(), entry(state)));
  }

  /** This version itself where the record is not newer than what it holds. */
  FeedIndex with(PublicFeed newer) {
    if (newer.seq() <= state.seq()) {
      return this;
    }
    TreePMap<Long, IndexEntry> changes = bySeq.minus(state.seq()).plus(newer.seq(), entry(newer));
    return new FeedIndex(newer, items, changes);
  }

  /** This version itself where the change is not newer than what it holds of the item. */
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

  /** Whether everyone may read it. */
  public boolean isPublic() {
    return profile().access() == FeedSettings.Access.PUBLIC;
  }

  public String epoch() {
    return state.epoch();
  }

  /** The number of the newest change. */
  public long seq() {
    return seq;
  }

  /** Where someone is who has seen all of this version. */
  public Cursor cursor() {
    return new Cursor(epoch(), seq());
  }

  public Optional<ItemEntry> item(ItemId id) {
    return Optional.ofNullable(items.byId().get(id));
  }

  /** Whether the feed takes no new items any more. */
  public boolean closed() {
    return state.status() == PublicFeed.Status.CLOSED;
  }

  /**
   * Items in their order, with those that stand out.
   *
   * @param before where to go on; null: from the newest
   * @param day only this day's; null: all
   */
  public SnapshotPage excerpt(
      @Nullable SortKey before, @Nullable LocalDate day, Filter filter, int limit) {
    List<ItemEntry> found = new ArrayList<>();
    // one more than asked for tells whether there is a next
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
        more ? shown.get(limit - 1).place() : null,
        Optional.ofNullable(items.pinned()).filter(filter::matches).orElse(null),
        items.breaking().values().stream().filter(filter::matches).toList());
  }

  private static TreePMap<SortKey, ItemEntry> range(
      TreePMap<SortKey, ItemEntry> order, @Nullable SortKey before, @Nullable LocalDate day) {
    TreePMap<SortKey, ItemEntry> range =
        day == null ? order : order.subMap(SortKey.above(day), SortKey.below(day));
    return before == null ? range : range.tailMap(before, false);
  }

  /** Everything whose last change is after the given one: newest state each, in order. */
  public Collection<IndexEntry> after(long seq) {
    return bySeq.tailMap(seq, false).values();
  }

  /** The same as it concerns someone who sees only part of the feed. */
  public Stream<SseFrame> after(long seq, Filter filter) {
    SeenRange seen = new SeenRange(seq, false);
    return after(seq).stream().flatMap(entry -> entry.frame(filter, seen).stream());
  }

  /**
   * The cursor from which on the given number of matching items follows; fewer where there are no
   * more among the newest {@value #REACH} changes.
   */
  public Cursor beforeNewest(int count, Filter filter) {
    long first = seq;
    int found = 0;
    int examined = 0;
    for (IndexEntry entry : bySeq.descendingMap().values()) {
      if (found == count || examined++ == REACH) {
        break;
      }
      if (entry instanceof ItemEntry item && filter.matches(item)) {
        found++;
        first = item.seq() - 1;
      }
    }
    return new Cursor(epoch(), first);
  }

  /** What hinders a reader from going on at the cursor in this version. */
  public Optional<Reset.Reason> refusal(Cursor cursor) {
    if (!cursor.epoch().equals(epoch())) {
      return Optional.of(Reset.Reason.UNKNOWN_EPOCH);
    }
    return cursor.seq() > seq() ? Optional.of(Reset.Reason.AHEAD) : Optional.empty();
  }
}
