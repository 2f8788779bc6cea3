package news.dateline.feedapi.index;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;

/** Something an item can be found by. */
public record Facet(Kind kind, String value) {

  /** What sort of thing that is. */
  public enum Kind {
    LABEL,
    TAG,
    SECTION,
    /** Whether it is breaking news; the only value is {@code true}. */
    BREAKING;

    private final String parameter = name().toLowerCase(Locale.ROOT);

    /** The request parameter that asks for it. */
    public String parameter() {
      return parameter;
    }
  }

  /** What an item can be found by; nothing once it is retracted. */
  static Set<Facet> of(Item item) {
    ItemContent content = item.content();
    if (content == null) {
      return Set.of();
    }
    Set<Facet> facets = new HashSet<>();
    if (item.breaking() != null) {
      facets.add(kept(Kind.BREAKING, "true"));
    }
    content.tags().forEach(tag -> facets.add(kept(Kind.TAG, tag)));
    if (content.label() != null) {
      facets.add(kept(Kind.LABEL, content.label()));
    }
    if (content.section() != null) {
      facets.add(kept(Kind.SECTION, content.section()));
    }
    return Set.copyOf(facets);
  }

  /** Many items have the same few values: each is kept once. */
  private static Facet kept(Kind kind, String value) {
    return new Facet(kind, value.intern());
  }
}
