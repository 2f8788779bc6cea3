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
    TreePMap<Place, ItemEntry> byPlace,
    HashPMap<Facet, TreePMap<Place, ItemEntry>> byFacet,
    @Nullable ItemEntry pinned,
    TreePMap<Urgency, ItemEntry> breaking) {
  static final Items NONE =
      new Items(
          HashTreePMap.empty(), TreePMap.empty(), HashTreePMap.empty(), null, TreePMap.empty());

  /** One of the orders that are walked together, at its next item. */
  private record Lane(ItemEntry next, Iterator<ItemEntry> rest) {
    static final Comparator<Lane> BY_PLACE = Comparator.comparing(lane -> lane.next().place());

    static void enter(PriorityQueue<Lane> lanes, Iterator<ItemEntry> rest) {
      if (rest.hasNext()) {
        lanes.add(new Lane(rest.next(), rest));
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

  private HashPMap<Facet, TreePMap<Place, ItemEntry>> faceted(
      ItemEntry entry, @Nullable ItemEntry known) {
    HashPMap<Facet, TreePMap<Place, ItemEntry>> facets = byFacet;
    if (known != null) {
      for (Facet facet : known.facets()) {
        TreePMap<Place, ItemEntry> left = of(facets, facet).minus(known.place());
        facets = left.isEmpty() ? facets.minus(facet) : facets.plus(facet, left);
      }
    }
    for (Facet facet : entry.facets()) {
      facets = facets.plus(facet, of(facets, facet).plus(entry.place(), entry));
    }
    return facets;
  }

  private static TreePMap<Place, ItemEntry> of(
      HashPMap<Facet, TreePMap<Place, ItemEntry>> facets, Facet facet) {
    return facets.getOrDefault(facet, TreePMap.empty());
  }

  /** The newest word counts, in whatever order pinning and unpinning are read. */
  private @Nullable ItemEntry pinned(ItemEntry entry) {
    if (pinned == null || pinned.id().equals(entry.id())) {
      return entry.pinned() ? entry : null;
    }
    return entry.pinned() && entry.seq() > pinned.seq() ? entry : pinned;
  }

  private TreePMap<Urgency, ItemEntry> urgent(ItemEntry entry, @Nullable ItemEntry known) {
    Urgency before = known == null ? null : known.urgency();
    Urgency after = entry.urgency();
    TreePMap<Urgency, ItemEntry> others = before == null ? breaking : breaking.minus(before);
    return after == null ? others : others.plus(after, entry);
  }

  /**
   * Walks the items that match, newest first, as long as the visitor wants more. Costs nothing for
   * items without the facets asked for in the narrowest set.
   */
  void walk(
      Filter filter,
      UnaryOperator<TreePMap<Place, ItemEntry>> range,
      Predicate<ItemEntry> visitor) {
    PriorityQueue<Lane> lanes = new PriorityQueue<>(Lane.BY_PLACE);
    lanes(filter).forEach(lane -> Lane.enter(lanes, range.apply(lane).values().iterator()));
    Place last = null;
    for (Lane lane = lanes.poll(); lane != null; lane = lanes.poll()) {
      ItemEntry item = lane.next();
      Lane.enter(lanes, lane.rest());
      // an item with several of the facets is in several lanes
      if (!item.place().equals(last) && filter.matches(item) && !visitor.test(item)) {
        return;
      }
      last = item.place();
    }
  }

  private List<TreePMap<Place, ItemEntry>> lanes(Filter filter) {
    return filter.wanted().stream()
        .map(facets -> facets.stream().map(byFacet::get).filter(Objects::nonNull).toList())
        .min(Comparator.comparingLong(lanes -> lanes.stream().mapToLong(TreePMap::size).sum()))
        .orElse(List.of(byPlace));
  }
}
