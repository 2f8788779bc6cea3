package news.dateline.producer.importing.format;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;

/** Collects what an XML document says outside of its items. */
final class XmlHead {
  private static final int MAX_ELEMENTS = 100;
  private static final int MAX_BASE = 2_000;
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
  private final XmlElement channel = new XmlElement("channel", "channel", Map.of());
  private @Nullable String base;
  private @Nullable String language;

  XmlHead(SourceDocument document) {
    this.document = document;
  }

  /** Reads base and language from the attributes of the root or the channel. */
  void readAttributes(Map<String, String> attributes) {
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

  /**
   * Returns the base within an element that may declare another one. A declared base that is too
   * long for an address is ignored, because each relative address would repeat it.
   */
  static @Nullable String base(@Nullable String outer, Map<String, String> attributes) {
    String declared = attributes.get("xml:base");
    return declared == null || declared.length() > MAX_BASE
        ? outer
        : WebAddress.resolve(outer, declared)
            .filter(base -> base.length() <= MAX_BASE)
            .orElse(outer);
  }

  /**
   * Returns an address in an element that may declare a base of its own.
   *
   * @param reference the address as written
   */
  static @Nullable String address(
      @Nullable String outer, XmlElement element, @Nullable String reference) {
    return reference == null || !element.attributes().containsKey("xml:base")
        ? reference
        : WebAddress.resolve(base(outer, element.attributes()), reference).orElse(reference);
  }

  void finish() {
    put("title", channel.childText("title", "atom:title", "dc:title"));
    put("language", firstOf(channel.childText("language", "dc:language"), language));
    XmlElement page = channel.childWithText("link");
    String home = page == null ? null : address(base, page, page.text());
    put("home_page_url", firstOf(home, link("alternate")));
    put("feed_url", link("self"));
    put("next_url", firstOf(link("next"), relativeNext()));
    channel
        .children("atom:author", "author")
        .flatMap(author -> Stream.ofNullable(XmlAuthors.nameOf(author)))
        .forEach(document.head().withArray("authors")::add);
    XmlAuthors.addNames(channel.children("atom:author", "author"), document.head());
  }

  /** Returns a next page whose address is relative to that of the document. */
  private @Nullable String relativeNext() {
    return links("next")
        .flatMap(link -> Stream.ofNullable(link.attribute("href")))
        .findFirst()
        .orElse(null);
  }

  private Stream<XmlElement> links(String relation) {
    return channel
        .children("atom:link", "link")
        .filter(link -> relation.equals(link.attributes().getOrDefault("rel", "alternate")));
  }

  private @Nullable String link(String relation) {
    return links(relation)
        .flatMap(link -> Stream.ofNullable(address(base, link, link.attribute("href"))))
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
