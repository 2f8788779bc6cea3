package news.dateline.producer.importing.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import news.dateline.producer.text.PlainText;
import news.dateline.producer.text.WebAddress;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * An element of an item or of the head of a document.
 *
 * @param name the local name, with the usual prefix of its namespace if that is not the one of the
 *     format
 * @param content texts and elements, in their order
 */
record XmlElement(String name, Map<String, String> attributes, List<Object> content) {
  private static final Set<String> LANGUAGE = Set.of("dir", "lang", "xml:lang");
  private static final Set<String> VOID =
      Set.of("area", "br", "col", "embed", "hr", "img", "input", "link", "source", "wbr");

  private static final Set<String> ADDRESSES = Set.of("href", "src", "data-src", "cite");

  /** HTML that is longer is cut there, so the rest of it is not made. */
  private static final int MAX_HTML = 1_000_000;

  XmlElement(String name, Map<String, String> attributes) {
    this(name, attributes, new ArrayList<>());
  }

  Stream<XmlElement> children() {
    return content.stream().filter(XmlElement.class::isInstance).map(XmlElement.class::cast);
  }

  Stream<XmlElement> children(String... names) {
    List<String> wanted = List.of(names);
    return children().filter(child -> wanted.contains(child.name));
  }

  /** Returns the text of the first child of that name that has one, by the order of the names. */
  @Nullable String childText(String... names) {
    XmlElement child = childWithText(names);
    return child == null ? null : child.text();
  }

  /** Returns the first child of that name that has a text, by the order of the names. */
  @Nullable XmlElement childWithText(String... names) {
    return Stream.of(names)
        .flatMap(this::children)
        .filter(child -> child.text() != null)
        .findFirst()
        .orElse(null);
  }

  @Nullable XmlElement child(String... names) {
    return Stream.of(names).flatMap(this::children).findFirst().orElse(null);
  }

  /** Returns the text of the element and of those in it; null if there is none. */
  @Nullable String text() {
    if (hasMarkup()) {
      String text = PlainText.of(innerHtml()).text();
      return text.isEmpty() ? null : text;
    }
    StringBuilder text = new StringBuilder();
    content.forEach(text::append);
    return text.toString().isBlank() ? null : text.toString().strip();
  }

  /** Returns the text of the first child that has one, also of HTML, for the converter. */
  @Nullable String plainText(String... names) {
    XmlElement child = childWithText(names);
    String html = child == null ? null : child.html();
    if (child == null || html == null) {
      return child == null ? null : child.text();
    }
    // the converter decodes references once more
    return PlainText.of(html).text().replace("&", "&amp;");
  }

  /** Returns the HTML that the element has for a text; null if its text is plain. */
  @Nullable String html() {
    if (hasMarkup()) {
      return innerHtml();
    }
    boolean escaped =
        attributes.getOrDefault("type", "").contains("html") || "escaped".equals(attribute("mode"));
    return escaped ? text() : null;
  }

  @Nullable String attribute(String name) {
    String value = attributes.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Returns true if the content is elements of HTML rather than text with escaped HTML. */
  boolean hasMarkup() {
    return attributes.getOrDefault("type", "").contains("xhtml")
        || children().findAny().isPresent();
  }

  /** Returns the text that base64 stands for; null if it is none. */
  static @Nullable String decode(String base64) {
    try {
      String digits = base64.replaceAll("\\s+", "");
      // a text that was cut may end within a group of four
      String groups = digits.substring(0, digits.length() - digits.length() % 4);
      return new String(Base64.getMimeDecoder().decode(groups), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns what the element contains as HTML. */
  String innerHtml() {
    return innerHtml(null);
  }

  /**
   * Returns what the element contains as HTML, up to a length beyond which it is cut. Addresses
   * within an element that declares a base of its own are resolved, because HTML has no such bases.
   * A language or direction of the element is that of a block around the HTML.
   *
   * @param base the base of the element
   */
  String innerHtml(@Nullable String base) {
    StringBuilder html = new StringBuilder();
    Map<String, String> kept = new TreeMap<>(attributes);
    kept.keySet().retainAll(LANGUAGE);
    List<Object> nodes = kept.isEmpty() ? content : List.of(new XmlElement("div", kept, content));
    nodes.forEach(node -> append(node, html, base, false));
    return html.toString();
  }

  private static void append(
      Object node, StringBuilder html, @Nullable String outer, boolean resolved) {
    if (html.length() > MAX_HTML) {
      return;
    }
    if (!(node instanceof XmlElement element)) {
      html.append(Entities.escape(node.toString()));
      return;
    }
    String tag = element.name.substring(element.name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    String base = XmlHead.base(outer, element.attributes);
    boolean resolves = resolved || element.attributes.containsKey("xml:base");
    html.append('<').append(tag);
    element.attributes.forEach(
        (name, value) ->
            html.append(' ')
                .append(name)
                .append("=\"")
                .append(
                    Entities.escape(resolves ? resolved(name, value, base) : value)
                        .replace("\"", "&quot;"))
                .append('"'));
    html.append('>');
    element.content.forEach(inner -> append(inner, html, base, resolves));
    if (!VOID.contains(tag)) {
      html.append("</").append(tag).append('>');
    }
  }

  private static String resolved(String name, String value, @Nullable String base) {
    return ADDRESSES.contains(name) ? WebAddress.resolve(base, value).orElse(value) : value;
  }
}
