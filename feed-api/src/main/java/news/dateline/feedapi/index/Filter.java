package news.dateline.feedapi.index;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Matches items that have at least one facet of each set.
 *
 * @param wanted sets that are not empty; an empty list matches all items
 */
public record Filter(List<Set<Facet>> wanted) {
  /** Matches all items. */
  public static final Filter NONE = new Filter(List.of());

  public Filter {
    wanted = List.copyOf(wanted);
  }

  public boolean matches(ItemEntry item) {
    return matches(item.state());
  }

  boolean matches(ItemEntry.FilterState state) {
    for (Set<Facet> alternatives : wanted) {
      if (Collections.disjoint(alternatives, state.facets())) {
        return false;
      }
    }
    return true;
  }
}
