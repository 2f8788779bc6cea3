package news.dateline.producer.text;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pictures out of HTML, with their captions. The first one that readers can see may
 * become the image of the item.
 */
final class Pictures {
  private static final int MAX_PIXELS = 20_000;
  private static final int MAX_ALT = 1_000;
  private static final int MAX_EMOJI = 16;
  private static final Pattern EMOJI = Pattern.compile("(?i)(^|[\\s/_-])(emoji|smiley|smilies)");

  private final BodyAttributes attributes;
  private final Set<String> leftOut = new LinkedHashSet<>();
  private @Nullable Image image;

  Pictures(BodyAttributes attributes) {
    this.attributes = attributes;
  }

  @Nullable Image image() {
    return image;
  }

  Set<String> leftOut() {
    return leftOut;
  }

  /**
   * Returns true if the element is a picture, the caption of one, or a figure with nothing else.
   */
  boolean take(Element source) {
    if (source.normalName().equals("img")) {
      takeImage(source, followingCaption(source));
      return true;
    }
    if (source.normalName().equals("figcaption") && captionedImage(source) != null) {
      return true;
    }
    return isOnlyPicture(source) && takeAll(source);
  }

  private boolean takeAll(Element figure) {
    Element caption = figure.selectFirst("figcaption, .wp-caption-text");
    figure.select("img").forEach(img -> takeImage(img, caption));
    return true;
  }

  private static boolean isOnlyPicture(Element source) {
    if (!(source.normalName().equals("figure") || source.hasClass("wp-caption"))
        || source.selectFirst("img") == null
        || source.selectFirst("iframe, video, audio, object, embed, table, pre, figure figure")
            != null) {
      return false;
    }
    Element caption = source.selectFirst("figcaption, .wp-caption-text");
    String captionText = caption == null ? "" : caption.text();
    return source.text().strip().length() == captionText.strip().length();
  }

  /** Returns the text for which the picture stands, if it is an emoji. */
  Optional<String> emoji(Element source) {
    return Optional.of(source.attr("alt"))
        .filter(alt -> isEmoji(source) && !alt.isBlank() && alt.length() <= MAX_EMOJI);
  }

  private static boolean isEmoji(Element source) {
    return source.normalName().equals("img")
        && (EMOJI.matcher(source.className()).find() || EMOJI.matcher(source.attr("src")).find());
  }

  private void takeImage(Element source, @Nullable Element caption) {
    if (isEmoji(source)
        || Embeds.isTiny(source.attr("width"))
        || Embeds.isTiny(source.attr("height"))) {
      return;
    }
    if (image != null) {
      leftOut.add("img");
      return;
    }
    String address = source.attr("src");
    if (address.isBlank() || address.startsWith("data:")) {
      address = source.attr("data-src");
    }
    Optional<String> url = address.isBlank() ? Optional.empty() : attributes.web(address);
    if (url.isEmpty()) {
      leftOut.add("img");
    } else {
      image = image(url.get(), source, caption);
    }
  }

  private @Nullable Image image(String url, Element source, @Nullable Element caption) {
    if (caption != null && !source.attr("alt").isBlank()) {
      leftOut.add("figcaption");
    }
    try {
      return new Image(
          url, alt(source, caption), pixels(source, "width"), pixels(source, "height"), null);
    } catch (InvalidFieldException e) {
      leftOut.add("img");
      return null;
    }
  }

  private static @Nullable String alt(Element source, @Nullable Element caption) {
    String text = source.attr("alt");
    if (text.isBlank() && caption != null) {
      text = caption.text();
    }
    String line =
        TextNormalizer.lenient(text).replaceAll("[\\s\\u2028\\u2029\\x7F-\\x9F]+", " ").strip();
    return line.isBlank() ? null : Graphemes.cut(line, MAX_ALT);
  }

  private static @Nullable Integer pixels(Element source, String name) {
    String number = source.attr(name).strip().replaceFirst("(?i)px$", "");
    int pixels = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    return pixels > 0 && pixels <= MAX_PIXELS ? pixels : null;
  }

  /** Returns the caption that stands after the picture, outside of a figure. */
  private static @Nullable Element followingCaption(Element picture) {
    Node next = picture.nextSibling();
    while (next != null && isGap(next)) {
      next = next.nextSibling();
    }
    return next instanceof Element caption && caption.normalName().equals("figcaption")
        ? caption
        : null;
  }

  private static @Nullable Element captionedImage(Element caption) {
    Node before = caption.previousSibling();
    while (before != null && isGap(before)) {
      before = before.previousSibling();
    }
    return before instanceof Element picture && picture.normalName().equals("img") ? picture : null;
  }

  private static boolean isGap(Node node) {
    return node instanceof TextNode text
        ? text.isBlank()
        : node instanceof Element element && element.normalName().equals("br");
  }
}
