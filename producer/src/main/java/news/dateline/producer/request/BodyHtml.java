package news.dateline.producer.request;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * The small subset of HTML an item's body may have. What is outside it is dropped, its text kept.
 */
public final class BodyHtml {
  private static final Safelist ALLOWED =
      Safelist.none()
          .addTags("p", "br", "strong", "b", "em", "i", "a", "ul", "ol", "li", "blockquote")
          .addTags("h2", "h3", "figure", "figcaption", "code", "pre")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https", "mailto")
          .addEnforcedAttribute("a", "rel", "noopener nofollow");

  private BodyHtml() {}

  /** The allowed part of the HTML; null where nothing is left to read. */
  public static @Nullable String sanitised(String html) {
    Document clean = new Cleaner(ALLOWED).clean(Jsoup.parseBodyFragment(html));
    clean.outputSettings().prettyPrint(false);
    return clean.body().hasText() ? clean.body().html() : null;
  }

  /** Plain text as paragraphs: a blank line parts them, a line break stays one. */
  public static @Nullable String ofText(String text) {
    StringBuilder html = new StringBuilder();
    for (String paragraph : text.strip().split("\\R\\s*\\R")) {
      String escaped = Entities.escape(paragraph.strip()).replaceAll("\\R", "<br>");
      html.append("<p>").append(escaped).append("</p>");
    }
    return sanitised(html.toString());
  }

  /** What the HTML says, without any mark-up. */
  public static String text(String html) {
    return Jsoup.parseBodyFragment(html).text();
  }
}
