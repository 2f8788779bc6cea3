package news.dateline.producer.text;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Element;

/** The elements of HTML by what becomes of them in a body. */
final class BodyElements {
  /** Elements that the parser opens again in the next block if they are not closed. */
  static final Set<String> FORMATTING = Set.of("strong", "b", "em", "i", "s", "u", "code", "a");

  private static final Set<String> INLINE =
      Set.of(
          "strong", "b", "em", "i", "a", "s", "del", "ins", "sub", "sup", "u", "code", "q", "ruby",
          "rt", "rp", "bdi", "bdo");
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "ul",
          "ol",
          "li",
          "blockquote",
          "h2",
          "h3",
          "h4",
          "figure",
          "figcaption",
          "pre",
          "hr",
          "dl",
          "dt",
          "dd",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "caption");
  private static final Set<String> DROPPED_BLOCKS =
      Set.of(
          "div",
          "section",
          "article",
          "header",
          "footer",
          "main",
          "nav",
          "aside",
          "address",
          "center",
          "form",
          "fieldset",
          "legend",
          "details",
          "summary",
          "hgroup",
          "search",
          "dialog",
          "optgroup",
          "option",
          "body",
          "html",
          "marquee");
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("h1", "h2"),
          Map.entry("h5", "h4"),
          Map.entry("h6", "h4"),
          Map.entry("strike", "s"),
          Map.entry("menu", "ul"),
          Map.entry("dir", "ul"),
          Map.entry("tfoot", "tbody"),
          Map.entry("listing", "pre"),
          Map.entry("xmp", "pre"),
          Map.entry("plaintext", "pre"));

  /** Elements whose text is no part of the story. */
  private static final Set<String> WITH_TEXT =
      Set.of(
          "script",
          "style",
          "template",
          "noscript",
          "select",
          "textarea",
          "title",
          "datalist",
          "canvas",
          "head",
          "noembed",
          "noframes",
          "frameset",
          "progress",
          "meter",
          "svg",
          "math");

  private static final Set<String> EMBEDS =
      Set.of("iframe", "embed", "object", "video", "audio", "frame");

  /** Element and parent, for elements that have no meaning elsewhere. */
  private static final Map<String, Set<String>> PARENTS =
      Map.of(
          "li", Set.of("ul", "ol"),
          "dt", Set.of("dl"),
          "dd", Set.of("dl"),
          "figcaption", Set.of("figure"),
          "caption", Set.of("table"),
          "thead", Set.of("table"),
          "tbody", Set.of("table"),
          "tr", Set.of("tbody", "thead"),
          "td", Set.of("tr"),
          "th", Set.of("tr"));

  private static final Set<String> TABLE_CONTEXT = Set.of("table", "thead", "tbody", "tr");
  private static final Set<String> PHRASING =
      Set.of("p", "h2", "h3", "h4", "pre", "dt", "ruby", "rt", "rp");

  private BodyElements() {}

  /** Returns the name under which an element is kept. */
  static String name(Element source) {
    String name = source.normalName();
    return Objects.requireNonNull(RENAMED.getOrDefault(name, name));
  }

  static boolean isInline(String name) {
    return INLINE.contains(name);
  }

  static boolean isKeptBlock(String name) {
    return BLOCKS.contains(name);
  }

  static boolean isBlock(String name) {
    return BLOCKS.contains(name) || DROPPED_BLOCKS.contains(name);
  }

  static boolean losesText(String name) {
    return WITH_TEXT.contains(name);
  }

  static boolean isEmbed(String name) {
    return EMBEDS.contains(name);
  }

  /** Returns true if browsers do not show the element until a script does. */
  static boolean isHidden(Element source) {
    boolean closed = isDialog(source) ? !source.hasAttr("open") : source.hasAttr("popover");
    boolean styled = source.hasAttr("style") && new InlineStyle(source).hidesText();
    return closed || styled || source.hasAttr("hidden");
  }

  /** Returns true for a block that browsers do not show but leave space for. */
  static boolean isInvisibleBlock(Element source) {
    return isBlock(name(source))
        && !source.hasAttr("hidden")
        && source.hasAttr("style")
        && new InlineStyle(source).isInvisible();
  }

  static boolean isDialog(Element source) {
    return source.normalName().equals("dialog");
  }

  /** Returns true if the element can stand in that parent. */
  static boolean fits(String name, String parent) {
    return PARENTS.getOrDefault(name, Set.of(parent)).contains(parent);
  }

  /** Returns true if the element contains only parts of a table. */
  static boolean isTableContext(String name) {
    return TABLE_CONTEXT.contains(name);
  }

  /** Returns true if the element is an annotation of ruby, or a parenthesis of one. */
  static boolean isOfRuby(String name) {
    return name.equals("rt") || name.equals("rp");
  }

  /** Returns true if the element contains text and no blocks. */
  static boolean isPhrasing(String name) {
    return PHRASING.contains(name);
  }
}
