package news.dateline.producer.text;

import java.util.Optional;
import java.util.Set;
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
    if (isTiny(source.attr("width")) || isTiny(source.attr("height"))) {
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

  static boolean isTiny(String pixels) {
    String number = pixels.strip().replaceFirst("(?i)px$", "");
    return number.matches("[0-9]{1,9}") && Integer.parseInt(number) <= 2;
  }
}
