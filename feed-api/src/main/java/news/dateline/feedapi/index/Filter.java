package news.dateline.feedapi.index;

import java.util.List;
import java.util.Set;

/**
 * Which items are asked for: those that have at least one facet of each set.
 *
 * @param wanted never an empty set in it; an empty list lets everything through
 */
public record Filter(List<Set<Facet>> wanted) {
  /** Lets everything through. */
  public static final Filter NONE = new Filter(List.of());

  public Filter {
    wanted = List.copyOf(wanted);
  }

  public boolean matches(ItemEntry item) {
    return matches(item.marks());
  }

  boolean matches(ItemEntry.FilterState marks) {
    for (Set<Facet> alternatives : wanted) {
      if (alternatives.stream().noneMatch(marks.facets()::contains)) {
        return false;
      }
    }
    return true;
  }
}
