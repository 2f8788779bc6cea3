package news.dateline.producer.text;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import news.dateline.events.InvalidFieldException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
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
  private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\s*\\R");

  /** What a cut left of a tag or reference. No real ones have more than 4,000 or 32 characters. */
  private static final Pattern UNFINISHED_MARKUP =
      Pattern.compile("(?:<[/a-zA-Z!][^<>]{0,4000}+|&[#\\w]{0,32}+)\\z");

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
          } else if (node.normalName().equals("img")) {
            TextNormalizer.requireXml("body", node.attr("alt"));
          }
        });
    return sanitize(untrusted, base);
  }

  /**
   * Returns the allowed part of HTML. Drops what XML cannot carry, and names it as left out; takes
   * other controls for what windows-1252 has in their place.
   */
  public static SanitizedHtml sanitizeLeniently(String html, @Nullable String base) {
    Document untrusted = parse(TextNormalizer.withoutControls(html));
    boolean dropped = BrokenText.repair(untrusted);
    SanitizedHtml sanitized = sanitize(untrusted, base);
    return dropped ? sanitized.withLeftOut("characters that XML cannot carry") : sanitized;
  }

  private static Document parse(String html) {
    Document untrusted = withoutStyledElements(html);
    untrusted.traverse(HtmlSanitizer::checkDepth);
    StyledElements.addTo(untrusted.body());
    untrusted.traverse(HtmlSanitizer::checkDepth);
    return untrusted;
  }

  /** Parses HTML, however deep it nests, with elements for what only its style says. */
  static Document fragment(String html) {
    Document fragment = withoutStyledElements(html);
    StyledElements.addTo(fragment.body());
    return fragment;
  }

  private static Document withoutStyledElements(String html) {
    Document fragment = Jsoup.parseBodyFragment(ParserInput.of(html));
    fragment.select("xmp, plaintext").forEach(HtmlSanitizer::makeText);
    fragment.select("table").forEach(HtmlSanitizer::moveFoot);
    return fragment;
  }

  /** Makes text of what the parser takes for data, although browsers show it. */
  private static void makeText(Element source) {
    for (DataNode data : source.dataNodes()) {
      data.replaceWith(new TextNode(data.getWholeData()));
    }
  }

  /** Moves the first foot of a table to its end, where browsers show it. */
  private static void moveFoot(Element table) {
    table.children().stream()
        .filter(part -> part.normalName().equals("tfoot"))
        .findFirst()
        .ifPresent(table::appendChild);
  }

  private static SanitizedHtml sanitize(Document untrusted, @Nullable String base) {
    BodyBuilder first = new BodyBuilder(base);
    Element clean = first.build(untrusted.body());
    Set<String> leftOut = first.leftOut();
    String html = html(clean);
    int passes = 1;
    for (String again = again(html); !again.equals(html); again = again(html)) {
      html = again;
      if (passes++ >= MAX_PASSES) {
        // no known HTML needs so many; what it says is kept as text
        PlainText plain = PlainText.of(html);
        leftOut.addAll(plain.leftOut());
        html = paragraphs(plain.text());
      }
    }
    return new SanitizedHtml(
        isBlank(html) ? null : html,
        first.pictures().image(),
        first.pictures().captioned(),
        List.copyOf(leftOut));
  }

  private static String again(String html) {
    return html(new BodyBuilder(null).build(Jsoup.parseBodyFragment(html).body()));
  }

  private static boolean isBlank(String html) {
    return TextNormalizer.isBlank(Jsoup.parseBodyFragment(html).text());
  }

  private static String html(Element body) {
    Document document = new Document("");
    document.outputSettings().prettyPrint(false);
    document.appendChild(body);
    return body.html().strip();
  }

  private static void checkDepth(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidFieldException("body", "nests deeper than " + MAX_DEPTH + " elements");
    }
  }

  /** Returns HTML without the pictures of formulas, whose text earlier builds did not keep. */
  public static String withoutFormulas(String html) {
    if (!html.contains("latex") && !html.contains("mwe-math")) {
      return html;
    }
    Document document = Jsoup.parseBodyFragment(html);
    document.select("img").stream().filter(Pictures::isFormula).forEach(Node::remove);
    return document.body().html();
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

  /** Cuts HTML that is too long between what readers see as characters, and before a tag. */
  public static String cutSource(String html, int max) {
    if (html.length() <= max) {
      return html;
    }
    String cut = html.substring(0, Graphemes.boundary(html, max));
    return UNFINISHED_MARKUP.matcher(cut).replaceFirst("");
  }

  /**
   * Returns the first whole blocks of a sanitized body that have no more UTF-16 characters, else
   * the beginning of its text.
   */
  public static SanitizedHtml cut(SanitizedHtml sanitized, String body, int maxChars) {
    Document document = Jsoup.parseBodyFragment(body);
    document.outputSettings().prettyPrint(false);
    StringBuilder kept = new StringBuilder();
    for (Node node : document.body().childNodes()) {
      String html = node.outerHtml();
      if (kept.length() + html.length() > maxChars) {
        break;
      }
      kept.append(html);
    }
    if (!kept.isEmpty()) {
      return sanitized.with(kept.toString(), List.of());
    }
    PlainText plain = PlainText.of(body);
    long max = maxChars;
    String html = paragraphs(Graphemes.cut(plain.text(), maxChars));
    while (html.length() > maxChars) {
      // tags and references make it longer than its text
      max = max * maxChars / html.length();
      html = paragraphs(Graphemes.cut(plain.text(), (int) max));
    }
    return sanitized.with(html, plain.leftOut());
  }
}
