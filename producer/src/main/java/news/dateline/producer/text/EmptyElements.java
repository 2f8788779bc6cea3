package news.dateline.producer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Removes elements without content, which readers would see as gaps or not at all. */
final class EmptyElements {
  private static final Set<String> NAMES =
      Set.of(
          ("p figure figcaption caption ul ol dl table thead tbody h2 h3 h4 a strong b em i s u code"
                  + " del ins sub sup q bdi bdo pre blockquote ruby")
              .split(" ", -1));

  private EmptyElements() {}

  /** Returns true for an element that has no content, or only such elements. */
  static boolean isEmpty(Node node) {
    return node instanceof Element element
        && NAMES.contains(element.normalName())
        && element.childNodes().stream().allMatch(EmptyElements::isEmpty);
  }

  /** Removes the elements without content from the element, the innermost first. */
  static void removeFrom(Element element) {
    List<Node> kept = new ArrayList<>();
    for (Node child : element.childNodes()) {
      if (child instanceof Element inner) {
        removeFrom(inner);
      }
      if (!isEmpty(child)) {
        kept.add(child);
      }
    }
    if (kept.size() < element.childNodeSize()) {
      // at once, because the time to remove one child grows with the number of the others
      element.empty();
      element.appendChildren(kept);
    }
    if (element.normalName().equals("pre") && !kept.isEmpty()) {
      trimLineBreaks(element);
    }
  }

  /** Removes the line breaks at the start of {@code pre}, of which parsers drop one. */
  private static void trimLineBreaks(Element pre) {
    if (pre.childNode(0) instanceof TextNode first) {
      String rest = first.getWholeText().replaceFirst("^\\n+", "");
      if (rest.isEmpty()) {
        first.remove();
      } else {
        first.text(rest);
      }
    }
  }
}
