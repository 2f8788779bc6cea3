package news.dateline.feedapi.index;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import news.dateline.events.ItemId;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * The items of one version of a feed, in each order they are asked for.
 *
 * @param byFacet no facet without an item
 * @param pinned the one on top
 */
record Items(
    HashPMap<ItemId, ItemEntry> byId,
    TreePMap<SortKey, ItemEntry> byPlace,
    HashPMap<Facet, TreePMap<SortKey, ItemEntry>> byFacet,
    @Nullable ItemEntry pinned,
    TreePMap<BreakingOrder, ItemEntry> breaking) {
  static final Items NONE =
      new Items(
          HashTreePMap.empty(), TreePMap.empty(), HashTreePMap.empty(), null, TreePMap.empty());

  /** One of the orders that are walked together, at its next item. */
  private record SortedRun(ItemEntry next, Iterator<ItemEntry> rest) {
    static final Comparator<SortedRun> BY_PLACE = Comparator.comparing(lane -> lane.next().place());

    static void enter(PriorityQueue<SortedRun> lanes, Iterator<ItemEntry> rest) {
      if (rest.hasNext()) {
        lanes.add(new SortedRun(rest.next(), rest));
      }
    }
  }

  /** The same with the entry in place of what was known of its item. */
  Items with(ItemEntry entry, @Nullable ItemEntry known) {
    return new Items(
        byId.plus(entry.id(), entry),
        (known == null ? byPlace : byPlace.minus(known.place())).plus(entry.place(), entry),
        faceted(entry, known),
        pinned(entry),
        urgent(entry, known));
  }

  private HashPMap<Facet, TreePMap<SortKey, ItemEntry>> faceted(
      ItemEntry entry, @Nullable ItemEntry known) {
    HashPMap<Facet, TreePMap<SortKey, ItemEntry>> facets = byFacet;
    if (known != null) {
      for (Facet facet : known.facets()) {
        TreePMap<SortKey, ItemEntry> left = of(facets, facet).minus(known.place());
        facets = left.isEmpty() ? facets.minus(facet) : facets.plus(facet, left);
      }
    }
    for (Facet facet : entry.facets()) {
      facets = facets.plus(facet, of(facets, facet).plus(entry.place(), entry));
    }
    return facets;
  }

  private static TreePMap<SortKey, ItemEntry> of(
      HashPMap<Facet, TreePMap<SortKey, ItemEntry>> facets, Facet facet) {
    return facets.getOrDefault(facet, TreePMap.empty());
  }

  /** The newest word counts, in whatever order pinning and unpinning are read. */
  private @Nullable ItemEntry pinned(ItemEntry entry) {
    if (pinned == null || pinned.id().equals(entry.id())) {
      return entry.pinned() ? entry : null;
    }
    return entry.pinned() && entry.seq() > pinned.seq() ? entry : pinned;
  }

  private TreePMap<BreakingOrder, ItemEntry> urgent(ItemEntry entry, @Nullable ItemEntry known) {
    BreakingOrder before = known == null ? null : known.urgency();
    BreakingOrder after = entry.urgency();
    TreePMap<BreakingOrder, ItemEntry> others = before == null ? breaking : breaking.minus(before);
    return after == null ? others : others.plus(after, entry);
  }

  /**
   * Walks the items that match, newest first, as long as the visitor wants more. Costs nothing for
   * items without the facets asked for in the narrowest set.
   */
  void walk(
      Filter filter,
      UnaryOperator<TreePMap<SortKey, ItemEntry>> range,
      Predicate<ItemEntry> visitor) {
    PriorityQueue<SortedRun> lanes = new PriorityQueue<>(SortedRun.BY_PLACE);
    lanes(filter).forEach(lane -> SortedRun.enter(lanes, range.apply(lane).values().iterator()));
    SortKey last = null;
    for (SortedRun lane = lanes.poll(); lane != null; lane = lanes.poll()) {
      ItemEntry item = lane.next();
      SortedRun.enter(lanes, lane.rest());
      // an item with several of the facets is in several lanes
      if (!item.place().equals(last) && filter.matches(item) && !visitor.test(item)) {
        return;
      }
      last = item.place();
    }
  }

  private List<TreePMap<SortKey, ItemEntry>> lanes(Filter filter) {
    return filter.wanted().stream()
        .map(facets -> facets.stream().map(byFacet::get).filter(Objects::nonNull).toList())
        .min(Comparator.comparingLong(lanes -> lanes.stream().mapToLong(TreePMap::size).sum()))
        .orElse(List.of(byPlace));
  }
}
