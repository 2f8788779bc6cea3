package news.dateline.producer.text;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * Adds the elements {@code s}, {@code sup}, {@code sub} and {@code div} where only a style says the
 * same. Without them, text that is struck out would become an assertion, 10⁹ would become 109, and
 * the texts of two blocks would be joined.
 */
final class StyledElements {
  /** Elements that are wrapped as a whole, because their children belong in no other element. */
  private static final Set<String> WHOLE =
      Set.of("table", "ul", "ol", "dl", "menu", "dir", "figure", "ruby");

  private static final Set<String> ROWS = Set.of("tr", "thead", "tbody", "tfoot");
  private static final Evaluator STRUCK_OUT = Selector.evaluatorOf("s, strike, del");
  private static final Evaluator SCRIPT = Selector.evaluatorOf("sup, sub");

  private StyledElements() {}

  /** Adds the elements to an untrusted tree, at most one of each kind around a text. */
  static void addTo(Element root) {
    for (Element source : root.select("[style]")) {
      if (source.childNodeSize() > 0 && Parser.NamespaceHtml.equals(source.tag().namespace())) {
        addFor(source, new InlineStyle(source));
      }
    }
  }

  private static void addFor(Element source, InlineStyle style) {
    if (style.strikesTextOut()) {
      strike(source);
    }
    String script = style.script();
    if (script != null
        && !BodyElements.isBlock(BodyElements.name(source))
        && source.closest(SCRIPT) == null) {
      wrap(source, script);
    }
    if (style.isBlock() && canBecomeBlock(source) && !endsLineOfPre(source)) {
      makeBlock(source);
    }
  }

  /** Returns true for an element whose text is shown, and that is no block by its name. */
  private static boolean canBecomeBlock(Element source) {
    String name = BodyElements.name(source);
    return BodyElements.isInline(name)
        ? !BodyElements.isOfRuby(name)
        : !BodyElements.isBlock(name)
            && !BodyElements.isEmbed(name)
            && !BodyElements.losesText(name)
            && !name.equals("picture");
  }

  /** Returns true for a block whose line break is in its text, as in listings of code. */
  private static boolean endsLineOfPre(Element source) {
    Node last = source;
    while (last.childNodeSize() > 0) {
      last = last.childNode(last.childNodeSize() - 1);
    }
    return last instanceof TextNode text
        && text.getWholeText().endsWith("\n")
        && source.closest("pre") != null;
  }

  private static void makeBlock(Element source) {
    if (BodyElements.isInline(BodyElements.name(source))) {
      Element block = new Element("div");
      source.replaceWith(block);
      block.appendChild(source);
    } else {
      source.tagName("div");
    }
  }

  private static void strike(Element source) {
    if (ROWS.contains(source.normalName())) {
      // rows or cells: tables within them are in these
      source.children().forEach(StyledElements::strike);
    } else if (source.closest(STRUCK_OUT) == null) {
      wrap(source, "s");
    }
  }

  private static void wrap(Element source, String name) {
    Element wrapper = new Element(name);
    if (WHOLE.contains(source.normalName())) {
      source.replaceWith(wrapper);
      wrapper.appendChild(source);
    } else {
      wrapper.appendChildren(source.childNodes());
      source.appendChild(wrapper);
    }
  }
}
