package news.dateline.feedapi.page;

import java.util.List;
import news.dateline.events.Image;
import news.dateline.pages.Language;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a page tells browsers, search engines and link previews.
 *
 * @param language the language of the title if it is not the page's
 * @param sharing null for pages that are not shared, such as errors
 * @param structuredData JSON-LD; null for pages without
 * @param styles the page's style sheets
 * @param modules the page's script and all the modules it imports, the script first
 */
record PageHead(
    String title,
    @Nullable Language language,
    @Nullable Sharing sharing,
    @Nullable String structuredData,
    List<String> styles,
    List<String> modules) {
  /** The style sheet of the pages of feeds, which is kept small. */
  static final List<String> FEED_STYLES = List.of("page.css");

  static final List<String> OTHER_STYLES = List.of("page.css", "article.css");

  /**
   * The Open Graph properties.
   *
   * @param canonical the page's own address, absolute if the service knows its public URL
   * @param absolute true if it is
   * @param image null without a picture
   * @param published time of the publication; null for pages of feeds
   */
  record Sharing(
      String type,
      String site,
      String title,
      @Nullable String description,
      String canonical,
      boolean absolute,
      @Nullable Image image,
      String locale,
      @Nullable String published,
      @Nullable String modified,
      String manifest) {}

  static PageHead titled(String title) {
    return new PageHead(title, null, null, null, OTHER_STYLES, List.of());
  }

  PageHead withModules(List<String> modules) {
    return new PageHead(title, language, sharing, structuredData, styles, modules);
  }
}
