package news.dateline.feedapi.index;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;

/** A property of an item that a filter can ask for. */
public record Facet(Kind kind, String value) {

  /** The kinds of facets, each with its request parameter. */
  public enum Kind {
    LABEL,
    TAG,
    SECTION,
    /** Breaking news; the only value is {@code true}. */
    BREAKING;

    private final String parameter = name().toLowerCase(Locale.ROOT);

    public String parameter() {
      return parameter;
    }
  }

  /** Returns the facets of an item; none once it is retracted. */
  static Set<Facet> of(Item item) {
    ItemContent content = item.content();
    if (content == null) {
      return Set.of();
    }
    Set<Facet> facets = new HashSet<>();
    if (item.breaking() != null) {
      facets.add(interned(Kind.BREAKING, "true"));
    }
    content.tags().forEach(tag -> facets.add(interned(Kind.TAG, tag)));
    if (content.label() != null) {
      facets.add(interned(Kind.LABEL, content.label()));
    }
    if (content.section() != null) {
      facets.add(interned(Kind.SECTION, content.section()));
    }
    return Set.copyOf(facets);
  }

  /** Interns the value, because many items share few values. */
  private static Facet interned(Kind kind, String value) {
    return new Facet(kind, value.intern());
  }
}
