package news.dateline.producer.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Copies the attributes that an element of a body may have, if their values are allowed.
 *
 * @param base the address that relative ones are relative to; null if there is none
 */
record BodyAttributes(@Nullable String base) {
  private static final int MAX_SPAN = 50;
  private static final int MAX_LINK = 2_000;
  private static final Set<String> DIRECTIONS = Set.of("ltr", "rtl", "auto");
  private static final Set<String> SCOPES = Set.of("row", "col", "rowgroup", "colgroup");
  private static final Set<String> CITING = Set.of("blockquote", "q", "del", "ins");

  /**
   * Copies the attributes.
   *
   * @param inherited the language and direction of dropped elements around the target
   */
  void copy(Element source, Element target, Map<String, String> inherited) {
    String name = target.normalName();
    ordered(inherited, languageAndDirection(source)).forEach(target::attr);
    switch (name) {
      case "ol" -> {
        integer(source, target, "start", Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (source.hasAttr("reversed")) {
          target.attr("reversed", "");
        }
      }
      case "li" -> integer(source, target, "value", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "td", "th" -> {
        integer(source, target, "colspan", 1, MAX_SPAN);
        integer(source, target, "rowspan", 1, MAX_SPAN);
        if (name.equals("th")) {
          enumerated(source, target, "scope", SCOPES);
        }
      }
      default -> {
        if (CITING.contains(name) && source.hasAttr("cite")) {
          web(source.attr("cite")).ifPresent(cite -> target.attr("cite", cite));
        }
      }
    }
  }

  /** Returns the address of a link: http, https or mailto. */
  Optional<String> link(String href) {
    String trimmed = href.strip();
    return trimmed.regionMatches(true, 0, "mailto:", 0, 7)
        ? WebAddress.mail(trimmed).filter(BodyAttributes::isShort)
        : web(trimmed);
  }

  /** Returns an http or https address. */
  Optional<String> web(String reference) {
    return reference.isBlank()
        ? Optional.empty()
        : WebAddress.resolve(base, reference).filter(BodyAttributes::isShort);
  }

  private static boolean isShort(String address) {
    return address.length() <= MAX_LINK;
  }

  /** Returns language and direction, in this order. The inner ones count. */
  static Map<String, String> ordered(Map<String, String> outer, Map<String, String> inner) {
    Map<String, String> all = new TreeMap<>(Comparator.reverseOrder());
    all.putAll(outer);
    all.putAll(inner);
    return all;
  }

  /** Returns the language and direction of an element, as far as they are allowed. */
  Map<String, String> languageAndDirection(Element source) {
    Map<String, String> allowed = new HashMap<>();
    String tag = source.hasAttr("lang") ? source.attr("lang") : source.attr("xml:lang");
    if (!tag.isBlank()) {
      TextNormalizer.languageTag(tag).ifPresent(language -> allowed.put("lang", language));
    }
    String direction = source.attr("dir").strip().toLowerCase(Locale.ROOT);
    if (DIRECTIONS.contains(direction)) {
      allowed.put("dir", direction);
    }
    return allowed;
  }

  private static void enumerated(Element source, Element target, String name, Set<String> allowed) {
    String value = source.attr(name).strip().toLowerCase(Locale.ROOT);
    if (allowed.contains(value)) {
      target.attr(name, value);
    }
  }

  private static void integer(Element source, Element target, String name, int min, int max) {
    String value = source.attr(name).strip();
    if (value.matches("[+-]?[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        target.attr(name, Integer.toString(number));
      }
    }
  }
}
