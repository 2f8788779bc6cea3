package news.dateline.producer.importing.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
  private static final Set<String> VOID =
      Set.of("area", "br", "col", "embed", "hr", "img", "input", "link", "source", "wbr");

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
    return Stream.of(names)
        .flatMap(this::children)
        .map(XmlElement::text)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Nullable XmlElement child(String... names) {
    return Stream.of(names).flatMap(this::children).findFirst().orElse(null);
  }

  /** Returns the text of the element and of those in it; null if there is none. */
  @Nullable String text() {
    StringBuilder text = new StringBuilder();
    appendText(text);
    return text.toString().isBlank() ? null : text.toString().strip();
  }

  private void appendText(StringBuilder text) {
    for (Object node : content) {
      if (node instanceof XmlElement element) {
        element.appendText(text);
      } else {
        text.append(node);
      }
    }
  }

  @Nullable String attribute(String name) {
    String value = attributes.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Returns true if the content is elements of HTML rather than text with escaped HTML. */
  boolean hasMarkup() {
    return children().findAny().isPresent();
  }

  /** Returns what the element contains as HTML. */
  String innerHtml() {
    StringBuilder html = new StringBuilder();
    content.forEach(node -> append(node, html));
    return html.toString();
  }

  private static void append(Object node, StringBuilder html) {
    if (node instanceof XmlElement element) {
      String tag = element.name.substring(element.name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
      html.append('<').append(tag);
      element.attributes.forEach(
          (name, value) ->
              html.append(' ')
                  .append(name)
                  .append("=\"")
                  .append(Entities.escape(value).replace("\"", "&quot;"))
                  .append('"'));
      html.append('>');
      element.content.forEach(inner -> append(inner, html));
      if (!VOID.contains(tag)) {
        html.append("</").append(tag).append('>');
      }
    } else {
      html.append(Entities.escape(node.toString()));
    }
  }
}
