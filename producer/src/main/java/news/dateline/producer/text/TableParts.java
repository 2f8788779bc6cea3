package news.dateline.producer.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes blocks of parts of tables that stand outside of a table, and of a page or its body with a
 * language or direction. A parser of HTML would drop their tags, and join the texts of the parts.
 */
final class TableParts {
  /** The attributes of a tag, whose quoted values may contain the end of a tag. */
  private static final String ATTRIBUTES = "(?:[^>=]++|=\\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>?+";

  /** What the parser takes as a whole: a comment, an element without tags in it, a tag. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?is)<!--(?:-?>|.*?(?:--!?>|\\z))"
              + "|<[!?][^>]*+"
              + "|<(script|style|xmp|textarea|title|iframe|noembed|noframes|plaintext)(?=[\\s/>])"
              + ATTRIBUTES
              + ".*?(?:(?=</\\1[\\s/>])|\\z)"
              + "|<(/?)([a-z][^\\s/>]*+)"
              + ATTRIBUTES);

  private static final Pattern LANGUAGE = Pattern.compile("(?i)\\s(?:dir|lang|xml:lang)\\s*+=");
  private static final Set<String> ROOTS = Set.of("html", "body");
  private static final Set<String> NAMES =
      Set.of("caption", "thead", "tbody", "tfoot", "tr", "td", "th");

  private TableParts() {}

  static String strayPartsAsBlocks(String html) {
    Matcher tokens = TOKEN.matcher(html);
    StringBuilder result = new StringBuilder(html.length());
    int copied = 0;
    int depth = 0;
    Set<String> roots = new HashSet<>();
    while (tokens.find()) {
      String name = tokens.group(3) == null ? "" : tokens.group(3).toLowerCase(Locale.ROOT);
      if (name.equals("table")) {
        depth = Math.max(0, depth + (tokens.group(2).isEmpty() ? 1 : -1));
      } else if (depth == 0 && NAMES.contains(name)) {
        result.append(html, copied, tokens.start(3));
        result.append(name.equals("caption") ? "figcaption" : "div");
        copied = tokens.end(3);
      } else if (ROOTS.contains(name) && isBlock(name, tokens, roots)) {
        result.append(html, copied, tokens.start(3)).append("div");
        copied = tokens.end(3);
      }
    }
    return result.append(html, copied, html.length()).toString();
  }

  /** Returns true for the tags of a page or its body if the first one has a language. */
  private static boolean isBlock(String name, Matcher tag, Set<String> open) {
    return tag.group(2).isEmpty()
        ? LANGUAGE.matcher(tag.group()).find() && open.add(name)
        : open.remove(name);
  }
}
