package news.dateline.producer.text;

import static java.util.stream.Collectors.joining;

import java.util.regex.Pattern;
import news.dateline.events.InvalidFieldException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * Reduces HTML to the subset that an item's body may contain. Elements outside the subset are
 * removed; their text stays, except that of scripts and styles. Thread-safe.
 */
public final class HtmlSanitizer {
  private static final Safelist ALLOWED =
      Safelist.none()
          .addTags("p", "br", "strong", "b", "em", "i", "a", "ul", "ol", "li", "blockquote")
          .addTags("h2", "h3", "figure", "figcaption", "code", "pre")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https", "mailto")
          .addEnforcedAttribute("a", "rel", "noopener nofollow");

  private static final int MAX_DEPTH = 100;
  private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\s*\\R");

  private HtmlSanitizer() {}

  /**
   * Returns the allowed part of the HTML, or null if it contains no text.
   *
   * @throws InvalidFieldException if elements nest deeper than 100 levels. No real text does, and
   *     such HTML takes much time to parse, here and in every browser.
   */
  public static @Nullable String sanitize(String html) {
    Document untrusted = Jsoup.parseBodyFragment(html);
    untrusted.traverse(HtmlSanitizer::checkDepth);
    Document clean = new Cleaner(ALLOWED).clean(untrusted);
    clean.outputSettings().prettyPrint(false);
    boolean blank = clean.body().text().replace('\u00a0', ' ').isBlank();
    return blank ? null : clean.body().html();
  }

  private static void checkDepth(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidFieldException("body", "nests deeper than " + MAX_DEPTH + " elements");
    }
  }

  /** Converts plain text to HTML: a blank line separates paragraphs, a line break becomes br. */
  public static @Nullable String fromText(String text) {
    return sanitize(
        PARAGRAPH_END
            .splitAsStream(text.strip())
            .map(paragraph -> Entities.escape(paragraph.strip()).replaceAll("\\R", "<br>"))
            .map(escaped -> "<p>" + escaped + "</p>")
            .collect(joining()));
  }

  /** Returns the text of the HTML without markup. */
  public static String text(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }
}
