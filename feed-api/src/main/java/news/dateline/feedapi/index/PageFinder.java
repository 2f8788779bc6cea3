package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.ItemId;
import news.dateline.feedapi.index.Items.Found;
import news.dateline.feedapi.index.Items.Range;
import news.dateline.feedapi.index.KeyEvents.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * Finds pages of one version of a feed.
 *
 * @param day only items of this day; null: all
 * @param limit the number of items of a page
 */
record PageFinder(Items items, Filter filter, @Nullable LocalDate day, int limit) {
  private static final int MAX_KEY_EVENTS = 50;

  /** Returns the newest items, or those directly older than the key. */
  SnapshotPage before(@Nullable SortKey key) {
    Found older = items.find(filter, Range.olderThan(key, day), limit);
    SortKey first = older.items().isEmpty() ? key : older.items().get(0).sortKey();
    return page(older.items(), older.next(), key == null ? null : first, null);
  }

  /** Returns the items directly newer than the key, newest first. */
  SnapshotPage after(SortKey key) {
    Found newer = newerThan(key, limit);
    return page(
        newer.items(),
        newer.items().isEmpty() ? key : newer.items().get(newer.items().size() - 1).sortKey(),
        newer.next(),
        null);
  }

  /**
   * Returns the newest page if it reaches down to the item, else one with the item below a quarter
   * of newer ones. The item itself is missing if the filter hides it.
   */
  SnapshotPage at(ItemEntry item) {
    Found newest = items.find(filter, Range.olderThan(null, day), limit);
    if (newest.items().contains(item)) {
      return page(newest.items(), newest.next(), null, item.id());
    }
    Found newer = newerThan(item.sortKey(), limit / 4);
    Range down = new Range(item.sortKey(), true, false, day);
    Found older = items.find(filter, down, limit - newer.items().size());
    List<ItemEntry> all = new ArrayList<>(newer.items());
    all.addAll(older.items());
    return page(all, older.next(), newer.next(), item.id());
  }

  private Found newerThan(SortKey key, int count) {
    Found found = items.find(filter, new Range(key, false, true, day), count);
    List<ItemEntry> newestFirst = new ArrayList<>(found.items());
    Collections.reverse(newestFirst);
    return new Found(newestFirst, found.next());
  }

  private SnapshotPage page(
      List<ItemEntry> found,
      @Nullable SortKey next,
      @Nullable SortKey previous,
      @Nullable ItemId at) {
    return new SnapshotPage(
        found,
        next,
        previous,
        at,
        Optional.ofNullable(items.pinned()).filter(filter::matches).orElse(null),
        items.breaking().values().stream().filter(filter::matches).toList(),
        keyEvents());
  }

  /** Returns the newest key events of all days that the filter matches. */
  private KeyEvents keyEvents() {
    List<Set<Facet>> wanted = new ArrayList<>(filter.wanted());
    wanted.add(Set.of(Facet.KEY_EVENT));
    Found found = items.find(new Filter(wanted), Range.olderThan(null, null), MAX_KEY_EVENTS);
    return new KeyEvents(keyEvents(found.items().stream()), found.next());
  }

  /** Returns the newest key events that appeared after the cursor. */
  static List<KeyEvent> keyEventsSince(Items items, long seq) {
    Filter keyEvents = new Filter(List.of(Set.of(Facet.KEY_EVENT)));
    Found found = items.find(keyEvents, Range.olderThan(null, null), FeedIndex.MAX_EXAMINED);
    return keyEvents(
        found.items().stream()
            .filter(item -> item.sortKey().firstSeq() > seq)
            .limit(MAX_KEY_EVENTS));
  }

  private static List<KeyEvent> keyEvents(Stream<ItemEntry> keyEvents) {
    return keyEvents.flatMap(item -> Stream.ofNullable(item.keyEvent())).toList();
  }
}
