package news.dateline.producer.importing.format;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;

/** Collects what an XML document says outside of its items. */
final class XmlHead {
  private static final int MAX_ELEMENTS = 100;
  private static final Set<String> USED =
      Set.of(
          "title",
          "atom:title",
          "dc:title",
          "language",
          "dc:language",
          "link",
          "atom:link",
          "atom:author",
          "author");

  private final SourceDocument document;
  private final XmlElement channel = new XmlElement("channel", Map.of());
  private @Nullable String base;
  private @Nullable String language;

  XmlHead(SourceDocument document) {
    this.document = document;
  }

  /** Enters the root or the channel. */
  void enter(Map<String, String> attributes) {
    base = base(base, attributes);
    language = attributes.getOrDefault("xml:lang", language);
  }

  /** Returns true if the element says something that is used. */
  boolean uses(String name) {
    return USED.contains(name) && channel.content().size() < MAX_ELEMENTS;
  }

  void add(XmlElement element) {
    channel.content().add(element);
  }

  /** The base of the document's relative addresses; null if it declares none. */
  @Nullable String base() {
    return base;
  }

  /** Returns the base within an element that may declare another one. */
  static @Nullable String base(@Nullable String outer, Map<String, String> attributes) {
    String declared = attributes.get("xml:base");
    return declared == null ? outer : WebAddress.resolve(outer, declared).orElse(outer);
  }

  void finish() {
    put("title", channel.childText("title", "atom:title", "dc:title"));
    put("language", firstOf(channel.childText("language", "dc:language"), language));
    put("home_page_url", firstOf(channel.childText("link"), link("alternate")));
    put("feed_url", link("self"));
    put("next_url", link("next"));
    channel
        .children("atom:author", "author")
        .map(author -> firstOf(author.childText("atom:name", "name"), author.text()))
        .flatMap(Stream::ofNullable)
        .forEach(document.head().withArray("authors")::add);
  }

  private @Nullable String link(String relation) {
    return channel
        .children("atom:link", "link")
        .filter(link -> relation.equals(link.attributes().getOrDefault("rel", "alternate")))
        .map(link -> link.attribute("href"))
        .flatMap(Stream::ofNullable)
        .flatMap(href -> WebAddress.resolve(base, href).stream())
        .findFirst()
        .orElse(null);
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      document.head().put(name, value);
    }
  }

  static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
