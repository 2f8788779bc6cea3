package news.dateline.producer.importing.format;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds the picture of an item, and what describes it, in Media RSS and enclosures. */
final class XmlPictures {
  private static final Pattern PIXELS = Pattern.compile("[0-9]{1,5}");

  private XmlPictures() {}

  static void put(XmlElement source, ObjectNode entry, @Nullable String base) {
    putDescription(source, entry);
    XmlElement picture = find(source);
    String address = picture == null ? null : XmlHead.address(base, picture, address(picture));
    if (picture == null || address == null) {
      return;
    }
    ObjectNode image = entry.putObject("image").put("url", address);
    put(image, "alt", picture.plainText("media:description", "media:title"));
    put(image, "credit", picture.childText("media:credit"));
    put(image, "credit", source.childText("media:credit"));
    number(image, "width", picture.attribute("width"));
    number(image, "height", picture.attribute("height"));
  }

  /** Sets a member to what describes all media of the item. Often it is the only text. */
  private static void putDescription(XmlElement source, ObjectNode entry) {
    XmlElement description =
        Stream.concat(source.children("media:group"), Stream.of(source))
            .flatMap(group -> group.children("media:description"))
            .filter(element -> element.text() != null)
            .findFirst()
            .orElse(null);
    if (description != null) {
      String html = description.html();
      String text = Objects.requireNonNullElse(description.text(), "");
      put(entry, "_media_html", html == null ? HtmlSanitizer.fromText(text) : html);
    }
  }

  private static @Nullable XmlElement find(XmlElement source) {
    Stream<XmlElement> media =
        Stream.concat(source.children("media:group"), Stream.of(source))
            .flatMap(XmlPictures::largestFirst);
    Stream<XmlElement> attached =
        source
            .children("enclosure", "atom:link", "link")
            .filter(
                link ->
                    link.name().equals("enclosure") || "enclosure".equals(link.attribute("rel")));
    return Stream.concat(media, attached)
        .filter(XmlPictures::isPicture)
        .filter(picture -> address(picture) != null)
        .findFirst()
        .orElse(null);
  }

  /** Returns the media of an item or of a group, which often are one picture in several sizes. */
  private static Stream<XmlElement> largestFirst(XmlElement group) {
    return group
        .children("media:content", "media:thumbnail")
        .sorted(Comparator.comparingInt(XmlPictures::width).reversed());
  }

  private static int width(XmlElement picture) {
    String width = picture.attributes().getOrDefault("width", "");
    int unknown = picture.name().equals("media:content") ? Integer.MAX_VALUE : 0;
    return PIXELS.matcher(width).matches() ? Integer.parseInt(width) : unknown;
  }

  /** The picture of an author, which blogs put beside those of the story, is none. */
  private static boolean isPicture(XmlElement element) {
    String url = Objects.requireNonNullElse(address(element), "");
    return isOfPictureType(element) && !WebAddress.isAvatar(url);
  }

  private static boolean isOfPictureType(XmlElement element) {
    String type = element.attributes().getOrDefault("type", "");
    String medium = element.attribute("medium");
    return element.name().equals("media:thumbnail")
        || "image".equals(medium)
        || type.startsWith("image/")
        || (medium == null
            && type.isEmpty()
            && element.name().equals("media:content")
            && Objects.requireNonNullElse(address(element), "")
                .matches("(?i)[^?#]*\\.(jpe?g|png|gif|webp|avif)([?#].*)?"));
  }

  private static @Nullable String address(XmlElement element) {
    String url = element.attribute("url");
    return url == null ? element.attribute("href") : url;
  }

  private static void put(ObjectNode target, String name, @Nullable String value) {
    if (value != null && !target.has(name)) {
      target.put(name, value);
    }
  }

  private static void number(ObjectNode image, String name, @Nullable String value) {
    if (value != null && PIXELS.matcher(value).matches()) {
      image.put(name, Integer.parseInt(value));
    } else {
      put(image, name, value);
    }
  }
}
