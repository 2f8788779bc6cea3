package news.dateline.producer.text;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Repairs text of parsed HTML that has characters which no item can have. */
final class BrokenText {
  private BrokenText() {}

  /** Returns true if characters that XML cannot carry were dropped. */
  static boolean repair(Document html) {
    AtomicBoolean dropped = new AtomicBoolean();
    html.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text && TextNormalizer.hasNonXml(text.getWholeText())) {
            text.text(TextNormalizer.withoutNonXml(text.getWholeText()));
            dropped.set(true);
          } else if (node.normalName().equals("img")
              && TextNormalizer.hasNonXml(node.attr("alt"))) {
            node.attr("alt", TextNormalizer.withoutNonXml(node.attr("alt")));
            dropped.set(true);
          }
          dropControls(node);
        });
    return dropped.get();
  }

  /** Drops controls to which the HTML refers. */
  private static void dropControls(Node node) {
    if (node instanceof TextNode text) {
      String clean = TextNormalizer.withoutControls(text.getWholeText());
      if (!clean.equals(text.getWholeText())) {
        text.text(clean);
      }
    } else if (node.attributesSize() > 0) {
      for (Attribute attribute : node.attributes()) {
        String clean = TextNormalizer.withoutControls(attribute.getValue());
        if (!clean.equals(attribute.getValue())) {
          attribute.setValue(clean);
        }
      }
    }
  }
}
