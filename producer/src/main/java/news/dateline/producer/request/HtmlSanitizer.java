package news.dateline.producer.request;

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
 * The small subset of HTML an item's body may have. What is outside it is dropped, its text kept.
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
   * The allowed part of the HTML; null where nothing is left to read.
   *
   * @throws InvalidFieldException where it nests deeper than 100 elements: no text does, and it
   *     would keep us and every reader's browser busy
   */
  public static @Nullable String sanitize(String html) {
    Document dirty = Jsoup.parseBodyFragment(html);
    dirty.traverse(HtmlSanitizer::checkDepth);
    Document clean = new Cleaner(ALLOWED).clean(dirty);
    clean.outputSettings().prettyPrint(false);
    boolean blank = clean.body().text().replace('\u00a0', ' ').isBlank();
    return blank ? null : clean.body().html();
  }

  private static void checkDepth(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidFieldException("body", "nests deeper than " + MAX_DEPTH + " elements");
    }
  }

  /** Plain text as paragraphs: a blank line parts them, a line break stays one. */
  public static @Nullable String fromText(String text) {
    return sanitize(
        PARAGRAPH_END
            .splitAsStream(text.strip())
            .map(paragraph -> Entities.escape(paragraph.strip()).replaceAll("\\R", "<br>"))
            .map(escaped -> "<p>" + escaped + "</p>")
            .collect(joining()));
  }

  /** What the HTML says, without any mark-up. */
  public static String text(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }
}
