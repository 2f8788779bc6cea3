package news.dateline.pages;

import com.ibm.icu.text.PluralRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.ItemContent;

/**
 * What the pages' scripts read from attributes of the element {@code #feed}: the state of the feed,
 * and texts, {@code data-text-…} and {@code data-label-…}. A text that depends on a number has an
 * attribute for each plural category of the language (CLDR).
 */
public final class ScriptAttributes {
  private static final List<String> FEED =
      List.of(
          "data-items=${urls.items()}",
          "data-cursor=${index.cursor()}",
          "data-zone=${index.profile().timeZone()}",
          "data-language=${index.profile().language()}",
          "data-closed=(${index.closed()} ? 'true')");

  private static final String LIVE = "live.";
  private static final String FOUND = "search.";
  private static final String LABEL = "label.";

  /** The attributes of texts whose keys do not begin with {@code live.}. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "date.pattern", "date",
          "date-time.pattern", "date-time",
          "moment.pattern", "moment",
          "breaking.major", "major",
          "breaking.minor", "minor",
          "label.updated", "updated",
          "item.updated-at", "updated-at",
          "item.changed", "changed",
          "item.photo", "photo",
          "item.full-story", "full-story");

  private ScriptAttributes() {}

  /** Returns the attributes as assignments of Thymeleaf's {@code th:attr}. */
  public static String of(Locale locale) {
    return of(locale, LIVE);
  }

  /** Returns the attributes of the page of a search, which shows no connection. */
  public static String ofSearch(Locale locale) {
    return of(locale, FOUND);
  }

  private static String of(Locale locale, String prefix) {
    Map<String, String> keys = new TreeMap<>();
    Control own = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    for (String key : ResourceBundle.getBundle(Messages.BUNDLES, locale, own).keySet()) {
      add(key, prefix, keys, locale);
    }
    Stream<String> texts =
        keys.entrySet().stream().map(text -> text.getKey() + "=#{" + text.getValue() + "}");
    return Stream.concat(FEED.stream(), texts).collect(Collectors.joining(","));
  }

  private static void add(String key, String prefix, Map<String, String> keys, Locale locale) {
    String category = key.substring(key.lastIndexOf('.') + 1);
    if (OTHERS.containsKey(key)) {
      keys.put("data-text-" + OTHERS.get(key), key);
    } else if (key.startsWith(LABEL) && ItemContent.LABELS.contains(category)) {
      keys.put("data-label-" + category, key);
    } else if (key.startsWith(prefix) && isShown(category, locale)) {
      keys.put("data-text-" + key.substring(prefix.length()).replace('.', '-'), key);
    }
  }

  /** Returns false for plural forms of English that the language does not have. */
  private static boolean isShown(String category, Locale locale) {
    return !Messages.PLURAL_CATEGORIES.contains(category)
        || PluralRules.forLocale(locale).getKeywords().contains(category);
  }
}
