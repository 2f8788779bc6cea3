package news.dateline.feedapi.index;

import java.util.HashSet;
import java.util.Set;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.pages.TagFolding;
import org.jspecify.annotations.Nullable;

/**
 * A property of an item that a filter can ask for.
 *
 * @param value the spelling to show
 * @param key what two spellings of the same value have in common: tags compare by NFC and case
 *     folding, everything else as written
 */
public record Facet(Kind kind, String value, String key) {
  static final Facet KEY_EVENT = new Facet(Kind.KEY_EVENT, "true");

  /** The kinds of facets, each with its request parameter. */
  public enum Kind {
    LABEL("label"),
    TAG("tag"),
    SECTION("section"),
    /** The text of the kicker. */
    SERIES("series"),
    /** Breaking news; the only value is {@code true}. */
    BREAKING("breaking"),
    /** Key events; the only value is {@code true}. */
    KEY_EVENT("keyEvent");

    private final String parameter;

    Kind(String parameter) {
      this.parameter = parameter;
    }

    public String parameter() {
      return parameter;
    }

    /** Returns true if the only value is {@code true}. */
    public boolean flag() {
      return this == BREAKING || this == KEY_EVENT;
    }
  }

  public Facet(Kind kind, String value) {
    this(kind, value, kind == Kind.TAG ? TagFolding.fold(value).intern() : value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Facet facet && kind == facet.kind && key.equals(facet.key);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + key.hashCode();
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
    if (content.keyEvent() != null) {
      facets.add(KEY_EVENT);
    }
    if (content.kicker() != null) {
      facets.add(interned(Kind.SERIES, content.kicker().text()));
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
