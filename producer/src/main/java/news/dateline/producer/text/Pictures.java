package news.dateline.producer.text;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Removes the pictures from HTML, with their captions. The first one that readers can see may
 * become the image of the item.
 */
final class Pictures {
  private static final int MAX_PIXELS = 20_000;
  private static final int MAX_ALT = 1_000;
  private static final int MAX_SET = 20_000;
  private static final int MAX_EMOJI = 16;
  private static final int MAX_EMOJI_PIXELS = 72;
  private static final Pattern EMOJI = Pattern.compile("(?i)(^|[\\s/_-])(emoji|smiley|smilies)");
  private static final Pattern EMOJI_FOLDER =
      Pattern.compile("(?i)^[^?#]*/(emojis?|emojione|smileys?|smilies)/");
  private static final Pattern FORMULA = Pattern.compile("(?:^|\\s)latex(?:\\s|$)|mwe-math");
  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

  private static final List<String> LAZY = List.of("data-src", "data-lazy-src", "data-original");
  private static final List<String> LAZY_SETS =
      List.of("data-srcset", "data-lazy-srcset", "srcset");

  /** An address of a set, with its first descriptor unless the address ends with a comma. */
  private static final Pattern CANDIDATE =
      Pattern.compile("([^\\s,]\\S*+)(?:(?<!,)\\s++([^\\s,]++)[^,]*+)?+");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)[wxh]?");

  private final BodyAttributes attributes;
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final Captions captions = new Captions();

  /** The elements {@code picture} whose sources were offered. */
  private final Set<Element> offered = new HashSet<>();

  private @Nullable Image image;

  /** The caption that describes the image; null if the image has a description of its own. */
  private @Nullable Element usedCaption;

  Pictures(BodyAttributes attributes) {
    this.attributes = attributes;
  }

  @Nullable Image image() {
    return image;
  }

  /** Returns true if the description of the image is its caption. */
  boolean captioned() {
    return usedCaption != null;
  }

  Set<String> leftOut() {
    if (captions.hasRemovedOtherThan(usedCaption)) {
      leftOut.add("figcaption");
    }
    return leftOut;
  }

  /**
   * Removes an element that is a picture, a caption of one, or a figure with nothing else. Returns
   * false if the element stays in the body.
   */
  boolean tryRemove(Element source) {
    if (source.normalName().equals("img")) {
      removeImage(source);
      return true;
    }
    if (captions.tryRemove(source)) {
      return true;
    }
    if (!captions.isOnlyPicture(source)) {
      return false;
    }
    source.select("img").forEach(this::removeImage);
    captions.removeAllOf(source);
    return true;
  }

  /** Returns the text for which the picture stands, if it is an emoji or a formula. */
  static Optional<String> text(Element source) {
    return Optional.of(TextNormalizer.withoutNonXml(source.attr("alt")))
        .filter(alt -> !alt.isBlank())
        .filter(alt -> isFormula(source) || (isEmoji(source) && alt.length() <= MAX_EMOJI));
  }

  /** Returns true for a formula of WordPress or MediaWiki, whose description is its source. */
  static boolean isFormula(Element source) {
    return source.normalName().equals("img")
        && (FORMULA.matcher(source.className()).find()
            || Stream.of("src", "data-src")
                .anyMatch(name -> source.attr(name).contains("/latex.php?")));
  }

  private static boolean isEmoji(Element source) {
    if (!source.normalName().equals("img")) {
      return false;
    }
    Integer width = pixels(source, "width");
    Integer height = pixels(source, "height");
    if (Stream.of(width, height).anyMatch(side -> side != null && side > MAX_EMOJI_PIXELS)) {
      return false;
    }
    String address = source.attr("src");
    boolean small = width != null && height != null;
    String alt = source.attr("alt");
    boolean symbol = !alt.isBlank() && !LETTER_OR_DIGIT.matcher(alt).find();
    return EMOJI.matcher(source.className()).find()
        || EMOJI_FOLDER.matcher(address).find()
        || ((small || symbol) && EMOJI.matcher(address).find());
  }

  /** Returns true if readers see a picture: no text such as an emoji, and no tracking pixel. */
  static boolean isPicture(Element source) {
    return !isEmoji(source) && !isFormula(source) && !Embeds.isTiny(source);
  }

  private void removeImage(Element source) {
    if (!isPicture(source)) {
      boolean said = isFormula(source) || (isEmoji(source) && !source.attr("alt").isBlank());
      if (said && text(source).isEmpty()) {
        leftOut.add("img");
      }
      return;
    }
    if (image != null) {
      leftOut.add("img");
      return;
    }
    Optional<String> url = address(source).filter(address -> !WebAddress.isAvatar(address));
    if (url.isEmpty()) {
      leftOut.add("img");
    } else {
      image = image(url.get(), source, captions.of(source));
    }
  }

  /**
   * Returns the address of a picture. Where a script loads the picture once it is on the screen,
   * {@code src} is that of a placeholder.
   */
  private Optional<String> address(Element source) {
    Stream<String> lazy = LAZY.stream().map(source::attr).filter(address -> address.contains("/"));
    Stream<String> sets =
        Stream.concat(Stream.of(source), sources(source.parent()))
            .flatMap(element -> LAZY_SETS.stream().map(element::attr))
            .map(Pictures::largest);
    Stream<String> plain = Stream.of(source.attr("src"), source.attr("data-src"));
    return Stream.of(lazy, plain, sets)
        .flatMap(addresses -> addresses)
        .filter(address -> !address.isBlank() && !address.startsWith("data:"))
        .flatMap(address -> attributes.web(address).stream())
        .findFirst();
  }

  /** Returns what else the parent of a picture offers for it, to the first picture in it only. */
  private Stream<Element> sources(@Nullable Element parent) {
    return parent != null && parent.normalName().equals("picture") && offered.add(parent)
        ? parent.children().stream().filter(child -> child.normalName().equals("source"))
        : Stream.empty();
  }

  /** Returns the address of the largest picture of a set; empty if the set is, or is too long. */
  private static String largest(String set) {
    String address = "";
    double largest = -1;
    Matcher candidates = CANDIDATE.matcher(set.length() > MAX_SET ? "" : set);
    while (candidates.find()) {
      Matcher size = SIZE.matcher(Objects.requireNonNullElse(candidates.group(2), "1"));
      double pixels = size.matches() ? Double.parseDouble(size.group(1)) : 0;
      if (pixels > largest) {
        largest = pixels;
        address = withoutCommas(candidates.group(1));
      }
    }
    return address;
  }

  /** Loops, because a pattern for the end of a text would look at each comma in it. */
  private static String withoutCommas(String address) {
    int end = address.length();
    while (end > 0 && address.charAt(end - 1) == ',') {
      end--;
    }
    return address.substring(0, end);
  }

  private @Nullable Image image(String url, Element source, @Nullable Element caption) {
    String alt = line(source.attr("alt"));
    PlainText description = caption == null ? new PlainText("", List.of()) : PlainText.of(caption);
    String line = line(description.text());
    String text = alt.isEmpty() ? line : alt;
    try {
      Image found =
          new Image(
              url,
              text.isEmpty() ? null : TextNormalizer.lenient(Graphemes.cut(text, MAX_ALT)),
              pixels(source, "width"),
              pixels(source, "height"),
              null);
      if (caption != null && !line.isEmpty() && text.equals(line)) {
        use(caption, description);
      }
      return found;
    } catch (InvalidFieldException e) {
      leftOut.add("img");
      return null;
    }
  }

  /** Notes the caption that became the description, and what a description cannot have. */
  private void use(Element caption, PlainText description) {
    usedCaption = caption;
    leftOut.addAll(description.leftOut());
    if (caption.selectFirst("a[href]") != null) {
      leftOut.add("a");
    }
    String line = line(description.text());
    if (line.codePointCount(0, line.length()) > MAX_ALT) {
      leftOut.add("figcaption");
    }
  }

  private static String line(String text) {
    return TextNormalizer.lenient(text).replaceAll("[\\s\\u2028\\u2029\\x7F-\\x9F]+", " ").strip();
  }

  private static @Nullable Integer pixels(Element source, String name) {
    String number = source.attr(name).strip().replaceFirst("(?i)(\\.0+)?(px)?$", "");
    int pixels = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    return pixels > 0 && pixels <= MAX_PIXELS ? pixels : null;
  }
}
