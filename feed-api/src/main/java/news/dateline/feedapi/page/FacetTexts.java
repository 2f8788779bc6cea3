package news.dateline.feedapi.page;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import news.dateline.feedapi.index.Facet;
import news.dateline.pages.Language;
import news.dateline.pages.Messages;

/** Names what items have in common, in the language of a page. */
record FacetTexts(Messages messages, Locale locale) {
  // characters that keep a text of either direction apart from the text around it (UAX #9)
  private static final String FIRST_STRONG_ISOLATE = "\u2068";
  private static final String POP_ISOLATE = "\u2069";

  /** Names the items that have one of these facets, such as {@code Label: Exclusive or Opinion}. */
  String condition(Set<Facet> alternatives) {
    Facet.Kind kind = alternatives.iterator().next().kind();
    String or = " " + messages.text("filter.or", locale) + " ";
    String values =
        alternatives.stream().map(facet -> isolated(name(facet))).collect(Collectors.joining(or));
    return messages.text("filter." + kind.parameter(), locale, values);
  }

  /** Returns what a reader calls the facet's value. */
  String name(Facet facet) {
    return facet.kind() == Facet.Kind.LABEL
        ? Objects.requireNonNull(messages.label(facet.value(), locale))
        : facet.value();
  }

  private String isolated(String text) {
    return Language.of(locale).isRightToLeft() ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
  }
}
