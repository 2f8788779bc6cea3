package news.dateline.producer.text;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Frames, players and quoted posts, for which a link to their address stands in a body. */
final class Embeds {
  private static final Set<String> QUOTED =
      Set.of(
          "twitter-tweet",
          "twitter-video",
          "instagram-media",
          "tiktok-embed",
          "bluesky-embed",
          "mastodon-embed",
          "reddit-embed-bq",
          "reddit-card",
          "imgur-embed-pub");

  /** At most two pixels. */
  private static final Pattern TINY =
      Pattern.compile("(?i)[+-]?0*(?:[01]?(?:\\.\\d*)?|2(?:\\.0*)?)(?<=[\\d.])(?:px|pt)?");

  private Embeds() {}

  /** Returns true if the element quotes a post for a script to replace. */
  static boolean isQuoted(Element source) {
    return source.normalName().equals("blockquote") && QUOTED.stream().anyMatch(source::hasClass);
  }

  static String name(Element source) {
    return QUOTED.stream().filter(source::hasClass).findFirst().orElse(source.normalName());
  }

  /** Returns the address of what is embedded. Frames too small to be seen have none. */
  static Optional<String> address(Element source, BodyAttributes attributes) {
    if (isTiny(source)) {
      return Optional.empty();
    }
    Stream<String> candidates =
        isQuoted(source)
            ? Stream.concat(
                Stream.of(source.attr("cite"), source.attr("data-instgrm-permalink")),
                Stream.ofNullable(source.select("a[href]").last()).map(link -> link.attr("href")))
            : Stream.concat(
                Stream.of(source.attr("src"), source.attr("data-src"), source.attr("data")),
                source.select("source[src]").eachAttr("src").stream());
    return candidates
        .filter(candidate -> !candidate.isBlank())
        .flatMap(candidate -> attributes.web(candidate).stream())
        .findFirst();
  }

  /** Returns true if an attribute or the style makes the element too small to be seen. */
  static boolean isTiny(Element source) {
    InlineStyle style = new InlineStyle(source);
    return Stream.of("width", "height")
        .anyMatch(
            side ->
                isTiny(source.attr(side))
                    // the least width of some charts is that of the page, and the width is 0
                    || (style.value("min-" + side).isEmpty() && isTiny(style.value(side))));
  }

  private static boolean isTiny(String length) {
    return TINY.matcher(length.strip()).matches();
  }
}
