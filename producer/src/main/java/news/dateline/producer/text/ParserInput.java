package news.dateline.producer.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/**
 * Prepares HTML for the parser. Parts of tables that stand outside of a table become blocks, and so
 * do a page or its body with a language or direction: the parser would drop their tags, and join
 * the texts of the parts. Only the pictures are left of {@code noscript}, which is text to browsers
 * that run scripts: the parser would let a paragraph in it end the one around it.
 */
final class ParserInput {
  /** The attributes of a tag, whose quoted values may contain the end of a tag. */
  private static final String ATTRIBUTES = "(?:[^>=]++|=\\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>?+";

  /** What the parser takes as a whole: a comment, an element without tags in it, a tag. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?is)<!--(?:-?>|.*?(?:--!?>|\\z))"
              + "|<(?:[!?]|/(?![a-z]))[^>]*+"
              + "|<(script|style|xmp|textarea|title|iframe|noembed|noframes|plaintext)(?=[\\s/>])"
              + ATTRIBUTES
              + ".*?(?:(?=</\\1[\\s/>])|\\z)"
              + "|<(/?)([a-z][^\\s/>]*+)"
              + ATTRIBUTES);

  private static final Pattern NOSCRIPT_END = Pattern.compile("(?i)</noscript(?=[\\s/>])");
  private static final Set<String> PICTURES = Set.of("picture", "source", "img");
  private static final Pattern LANGUAGE = Pattern.compile("(?i)\\s(?:dir|lang|xml:lang)\\s*+=");
  private static final Set<String> ROOTS = Set.of("html", "body");
  private static final Set<String> TABLE_PARTS =
      Set.of("caption", "thead", "tbody", "tfoot", "tr", "td", "th");

  private ParserInput() {}

  /** Returns the prepared HTML. */
  static String of(String html) {
    Matcher tokens = TOKEN.matcher(html);
    StringBuilder result = new StringBuilder(html.length());
    int copied = 0;
    int openTables = 0;
    Set<String> roots = new HashSet<>();
    int lastEnd = NOSCRIPT_END.matcher(html).results().mapToInt(MatchResult::start).max().orElse(0);
    while (tokens.find()) {
      String name = tokens.group(3) == null ? "" : tokens.group(3).toLowerCase(Locale.ROOT);
      if (name.equals("noscript") && tokens.group(2).isEmpty() && tokens.end() <= lastEnd) {
        result.append(html, copied, tokens.end());
        copied = appendPictures(html, tokens.end(), result);
        tokens.region(copied, html.length());
      } else if (name.equals("table")) {
        openTables = Math.max(0, openTables + (tokens.group(2).isEmpty() ? 1 : -1));
      } else if (openTables == 0 && TABLE_PARTS.contains(name)) {
        result.append(html, copied, tokens.start(3));
        result.append(name.equals("caption") ? "figcaption" : "div");
        copied = tokens.end(3);
      } else if (ROOTS.contains(name) && becomesBlock(name, tokens, roots)) {
        result.append(html, copied, tokens.start(3)).append("div");
        copied = tokens.end(3);
      }
    }
    return result.append(html, copied, html.length()).toString();
  }

  /**
   * Appends the pictures in the content of {@code noscript}, and returns where the content ends.
   */
  private static int appendPictures(String html, int start, StringBuilder result) {
    Matcher end = NOSCRIPT_END.matcher(html);
    int contentEnd = end.find(start) ? end.start() : html.length();
    Jsoup.parseBodyFragment(html.substring(start, contentEnd))
        .body()
        .traverse(
            new NodeVisitor() {
              @Override
              public void head(Node node, int depth) {
                if (node instanceof Element element && PICTURES.contains(element.normalName())) {
                  result.append('<').append(element.normalName());
                  result.append(element.attributes().html()).append('>');
                }
              }

              @Override
              public void tail(Node node, int depth) {
                if (node.normalName().equals("picture")) {
                  result.append("</picture>");
                }
              }
            });
    return contentEnd;
  }

  /**
   * Returns true for the tags of a page or its body if the first one has a language.
   *
   * @param open the names of those that begin and have not ended; kept up to date
   */
  private static boolean becomesBlock(String name, Matcher tag, Set<String> open) {
    return tag.group(2).isEmpty()
        ? LANGUAGE.matcher(tag.group()).find() && open.add(name)
        : open.remove(name);
  }
}
