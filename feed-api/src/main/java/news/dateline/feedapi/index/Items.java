package news.dateline.feedapi.index;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import news.dateline.events.ItemId;
import news.dateline.feedapi.index.SortKey.BreakingOrder;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * The items of one version of a feed in each order that is queried. Immutable.
 *
 * @param byFacet only facets that an item has
 * @param counts the numbers of items
 */
record Items(
    HashPMap<ItemId, ItemEntry> byId,
    TreePMap<SortKey, ItemEntry> bySortKey,
    HashPMap<Facet, TreePMap<SortKey, ItemEntry>> byFacet,
    @Nullable ItemEntry pinned,
    TreePMap<BreakingOrder, ItemEntry> breaking,
    ItemCounts counts) {
  static final Items NONE =
      new Items(
          HashTreePMap.empty(),
          TreePMap.empty(),
          HashTreePMap.empty(),
          null,
          TreePMap.empty(),
          ItemCounts.NONE);

  /** A sorted sequence that is being merged: its next item and the items after it. */
  private record SortedRun(ItemEntry next, Iterator<ItemEntry> rest) {
    static final Comparator<SortedRun> NEWEST_FIRST =
        Comparator.comparing(run -> run.next().sortKey());

    static void addTo(PriorityQueue<SortedRun> runs, Iterator<ItemEntry> rest) {
      if (rest.hasNext()) {
        runs.add(new SortedRun(rest.next(), rest));
      }
    }
  }

  /** Returns the items with the entry replacing the known one of its item. */
  Items with(ItemEntry entry, @Nullable ItemEntry known) {
    return new Items(
        byId.plus(entry.id(), entry),
        (known == null ? bySortKey : bySortKey.minus(known.sortKey())).plus(entry.sortKey(), entry),
        withFacets(entry, known),
        pinned(entry),
        withBreaking(entry, known),
        (known == null ? counts : counts.minus(known)).plus(entry));
  }

  private HashPMap<Facet, TreePMap<SortKey, ItemEntry>> withFacets(
      ItemEntry entry, @Nullable ItemEntry known) {
    HashPMap<Facet, TreePMap<SortKey, ItemEntry>> facets = byFacet;
    if (known != null) {
      for (Facet facet : known.facets()) {
        TreePMap<SortKey, ItemEntry> left = of(facets, facet).minus(known.sortKey());
        facets = left.isEmpty() ? facets.minus(facet) : facets.plus(facet, left);
      }
    }
    for (Facet facet : entry.facets()) {
      facets = facets.plus(facet, of(facets, facet).plus(entry.sortKey(), entry));
    }
    return facets;
  }

  private static TreePMap<SortKey, ItemEntry> of(
      HashPMap<Facet, TreePMap<SortKey, ItemEntry>> facets, Facet facet) {
    return facets.getOrDefault(facet, TreePMap.empty());
  }

  /** The pin with the highest seq wins, whatever the order in which records are read. */
  private @Nullable ItemEntry pinned(ItemEntry entry) {
    if (pinned == null || pinned.id().equals(entry.id())) {
      return entry.pinned() ? entry : null;
    }
    return entry.pinned() && entry.seq() > pinned.seq() ? entry : pinned;
  }

  private TreePMap<BreakingOrder, ItemEntry> withBreaking(
      ItemEntry entry, @Nullable ItemEntry known) {
    BreakingOrder before = known == null ? null : known.breakingOrder();
    BreakingOrder after = entry.breakingOrder();
    TreePMap<BreakingOrder, ItemEntry> others = before == null ? breaking : breaking.minus(before);
    return after == null ? others : others.plus(after, entry);
  }

  /**
   * Where a search begins and in which direction it goes.
   *
   * @param from null for the end of the feed from which the search comes
   * @param day the only day searched; null for all days
   */
  record Range(
      @Nullable SortKey from, boolean inclusive, boolean towardsNewer, @Nullable LocalDate day) {
    static Range olderThan(@Nullable SortKey key, @Nullable LocalDate day) {
      return new Range(key, false, false, day);
    }

    TreePMap<SortKey, ItemEntry> of(TreePMap<SortKey, ItemEntry> order) {
      TreePMap<SortKey, ItemEntry> range =
          day == null ? order : order.subMap(SortKey.startOf(day), SortKey.endOf(day));
      TreePMap<SortKey, ItemEntry> directed = towardsNewer ? range.descendingMap() : range;
      return from == null ? directed : directed.tailMap(from, inclusive);
    }

    Comparator<SortedRun> order() {
      return towardsNewer ? SortedRun.NEWEST_FIRST.reversed() : SortedRun.NEWEST_FIRST;
    }
  }

  /**
   * Items that match a filter, in the order of the search.
   *
   * @param next the key after which the search goes on; null if there are no more items
   */
  record Found(List<ItemEntry> items, @Nullable SortKey next) {}

  /**
   * Returns at most {@code limit} matching items, or those among the first {@link
   * FeedIndex#MAX_EXAMINED}. Only items with a facet of the most selective set are examined.
   */
  Found find(Filter filter, Range range, int limit) {
    PriorityQueue<SortedRun> runs = new PriorityQueue<>(range.order());
    runs(filter).forEach(run -> SortedRun.addTo(runs, range.of(run).values().iterator()));
    List<ItemEntry> found = new ArrayList<>();
    SortKey last = null;
    for (int examined = 0; !runs.isEmpty(); examined++) {
      if (examined == FeedIndex.MAX_EXAMINED) {
        return new Found(found, last);
      }
      SortedRun run = runs.remove();
      SortedRun.addTo(runs, run.rest());
      ItemEntry item = run.next();
      // an item with several of the facets occurs in several runs
      if (!item.sortKey().equals(last) && filter.matches(item)) {
        if (found.size() == limit) {
          return new Found(found, found.get(limit - 1).sortKey());
        }
        found.add(item);
      }
      last = item.sortKey();
    }
    return new Found(found, null);
  }

  /**
   * Returns the items that can match, some of them several times; nothing if they are more than
   * {@link FeedIndex#MAX_EXAMINED}.
   */
  Optional<Stream<ItemEntry>> candidates(Filter filter) {
    List<TreePMap<SortKey, ItemEntry>> runs = runs(filter);
    return size(runs) > FeedIndex.MAX_EXAMINED
        ? Optional.empty()
        : Optional.of(runs.stream().flatMap(run -> run.values().stream()));
  }

  private List<TreePMap<SortKey, ItemEntry>> runs(Filter filter) {
    return filter.wanted().stream()
        .map(facets -> facets.stream().map(byFacet::get).filter(Objects::nonNull).toList())
        .min(Comparator.comparingLong(Items::size))
        .orElse(List.of(bySortKey));
  }

  private static long size(List<TreePMap<SortKey, ItemEntry>> runs) {
    return runs.stream().mapToLong(TreePMap::size).sum();
  }
}
