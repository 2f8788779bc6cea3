package news.dateline.producer.text;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.InvalidFieldException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Reduces HTML to the subset that an item's body may contain, so that it says the same. Sanitizing
 * the result again changes nothing. Thread-safe.
 */
public final class HtmlSanitizer {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_PASSES = 4;
  private static final Set<String> NEVER_EMPTY =
      Set.of(
          "p",
          "figure",
          "figcaption",
          "caption",
          "ul",
          "ol",
          "dl",
          "table",
          "thead",
          "tbody",
          "h2",
          "h3",
          "h4",
          "a",
          "strong",
          "b",
          "em",
          "i",
          "s",
          "u",
          "code",
          "del",
          "ins",
          "sub",
          "sup",
          "q",
          "bdi",
          "bdo",
          "pre",
          "blockquote",
          "ruby");
  private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\s*\\R");
  private static final Pattern TABLE_PART =
      Pattern.compile("(?i)<(/?)(table|caption|thead|tbody|tfoot|tr|td|th)(?=[\\s/>])");

  private HtmlSanitizer() {}

  /**
   * Returns the allowed part of the HTML of an editor.
   *
   * @param base the address that relative addresses are relative to; null if there is none
   * @throws InvalidFieldException if elements nest deeper than 100 levels, because no real text
   *     does, and such HTML takes much time to parse, here and in every browser; or if the text has
   *     a character that XML cannot carry
   */
  public static SanitizedHtml sanitize(String html, @Nullable String base) {
    TextNormalizer.refuseNul("body", html);
    Document untrusted = parse(html);
    untrusted.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text) {
            TextNormalizer.requireXml("body", text.getWholeText());
          }
        });
    return sanitize(untrusted, base);
  }

  /** Returns the allowed part of HTML, and drops what XML cannot carry. */
  public static SanitizedHtml sanitizeLeniently(String html, @Nullable String base) {
    Document untrusted = parse(html);
    untrusted.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text && TextNormalizer.hasNonXml(text.getWholeText())) {
            text.text(TextNormalizer.withoutNonXml(text.getWholeText()));
          }
        });
    return sanitize(untrusted, base);
  }

  private static Document parse(String html) {
    Document untrusted = Jsoup.parseBodyFragment(withTablePartsInTables(html));
    untrusted.traverse(HtmlSanitizer::checkDepth);
    return untrusted;
  }

  private static SanitizedHtml sanitize(Document untrusted, @Nullable String base) {
    BodyBuilder first = new BodyBuilder(base);
    Element clean = first.build(untrusted.body());
    String html = html(clean);
    int passes = 1;
    for (String again = again(html); !again.equals(html); again = again(html)) {
      // no known HTML needs so many; what it says is kept as text
      html = passes++ < MAX_PASSES ? again : paragraphs(text(html));
    }
    return new SanitizedHtml(
        isBlank(html) ? null : html, first.pictures().image(), List.copyOf(first.leftOut()));
  }

  private static String again(String html) {
    return html(new BodyBuilder(null).build(Jsoup.parseBodyFragment(html).body()));
  }

  private static boolean isBlank(String html) {
    return text(html).replace('\u00a0', ' ').isBlank();
  }

  private static String html(Element body) {
    removeEmpty(body);
    Document document = new Document("");
    document.outputSettings().prettyPrint(false);
    document.appendChild(body);
    return body.html().strip();
  }

  /** Removes elements without content, the innermost first. */
  private static void removeEmpty(Element element) {
    for (Element child : List.copyOf(element.children())) {
      removeEmpty(child);
    }
    String name = element.normalName();
    if (name.equals("pre") && element.childNodeSize() > 0) {
      trimLineBreak(element);
    }
    if (NEVER_EMPTY.contains(name) && element.childNodeSize() == 0) {
      element.remove();
    }
  }

  /** Parsers drop a line break at the start of pre. */
  private static void trimLineBreak(Element pre) {
    Node first = pre.childNode(0);
    if (first instanceof TextNode text && text.getWholeText().startsWith("\n")) {
      String rest = text.getWholeText().replaceFirst("^\\n+", "");
      if (rest.isEmpty()) {
        text.remove();
      } else {
        text.text(rest);
      }
    }
  }

  private static void checkDepth(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidFieldException("body", "nests deeper than " + MAX_DEPTH + " elements");
    }
  }

  /**
   * Makes blocks of parts of tables that stand outside of a table. A parser of HTML would drop
   * their tags and join their texts.
   */
  private static String withTablePartsInTables(String html) {
    Matcher tags = TABLE_PART.matcher(html);
    StringBuilder blocks = new StringBuilder(html.length());
    int depth = 0;
    while (tags.find()) {
      String name = tags.group(2);
      if (name.equalsIgnoreCase("table")) {
        depth = Math.max(0, depth + (tags.group(1).isEmpty() ? 1 : -1));
      } else if (depth == 0) {
        String block = name.equalsIgnoreCase("caption") ? "figcaption" : "div";
        tags.appendReplacement(blocks, "<" + tags.group(1) + block);
      }
    }
    return tags.appendTail(blocks).toString();
  }

  /** Converts plain text to HTML: a blank line separates paragraphs, a line break becomes br. */
  public static @Nullable String fromText(String text) {
    return sanitizeLeniently(paragraphs(text), null).body();
  }

  private static String paragraphs(String text) {
    return PARAGRAPH_END
        .splitAsStream(text.strip())
        .map(paragraph -> Entities.escape(paragraph.strip()).replaceAll("\\R", "<br>"))
        .map(escaped -> "<p>" + escaped + "</p>")
        .collect(joining());
  }

  /** Returns the first whole blocks of a sanitized body that have no more code points. */
  public static String cut(String body, int maxCodePoints) {
    Document document = Jsoup.parseBodyFragment(body);
    document.outputSettings().prettyPrint(false);
    StringBuilder kept = new StringBuilder();
    for (Node node : document.body().childNodes()) {
      String html = node.outerHtml();
      if (kept.length() + html.length() > maxCodePoints) {
        break;
      }
      kept.append(html);
    }
    return kept.isEmpty()
        ? "<p>" + Entities.escape(Graphemes.cut(document.text(), maxCodePoints / 2)) + "</p>"
        : kept.toString();
  }

  /** Returns the text of the HTML without markup. */
  public static String text(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }
}
