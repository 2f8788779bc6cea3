package news.dateline.producer.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Builds the allowed part of parsed HTML. What it builds, a parser reads as the same tree: it nests
 * no block in a paragraph, no link in a link, and no part of a list or table outside of one.
 */
final class BodyBuilder {
  private static final String LINK_RELATION = "noopener nofollow";

  /** Types of lists whose items have letters or Roman numerals instead of numbers. */
  private static final Set<String> LETTERS = Set.of("a", "A", "i", "I");

  private final Element root = new Element("body");
  private final BodyAttributes attributes;
  private final Pictures pictures;
  private final Set<String> leftOut = new LinkedHashSet<>();

  BodyBuilder(@Nullable String base) {
    this.attributes = new BodyAttributes(base);
    this.pictures = new Pictures(attributes);
  }

  Element build(Element untrusted) {
    addChildren(untrusted, OutputPosition.ofBlocks(root));
    EmptyElements.removeFrom(root);
    return root;
  }

  Pictures pictures() {
    return pictures;
  }

  Set<String> leftOut() {
    leftOut.addAll(pictures.leftOut());
    return leftOut;
  }

  private void addChildren(Element source, OutputPosition out) {
    for (Node child : source.childNodes()) {
      if (child instanceof TextNode text) {
        addText(text.getWholeText(), out);
      } else if (child instanceof Element element) {
        addElement(element, out);
      }
    }
  }

  private void addText(String text, OutputPosition out) {
    if (!BodyElements.isTableContext(out.parent().normalName())) {
      String plain = text.replace("\r\n", "\n").replace('\r', '\n').replace("\uFEFF", "");
      out.addText(Normalizer.normalize(plain, Normalizer.Form.NFC));
    }
  }

  private void addElement(Element source, OutputPosition out) {
    String name = BodyElements.name(source);
    boolean html = Parser.NamespaceHtml.equals(source.tag().namespace());
    if (!html || BodyElements.losesText(name)) {
      leaveOut(html ? name : source.normalName());
    } else if (BodyElements.isHidden(source)) {
      leaveOut("hidden");
      boolean dialog = BodyElements.isDialog(source) && source.closest("p") != null;
      if (dialog || BodyElements.isInvisibleBlock(source)) {
        out.breakLine(); // at a dialog browsers end the paragraph, the parser does not
      }
    } else if (BodyElements.isEmbed(name) || Embeds.isQuoted(source)) {
      addEmbed(source, out);
    } else if (pictures.tryRemove(source)) {
      Pictures.text(source).ifPresent(text -> addText(text, out));
      if (BodyElements.isBlock(name)) {
        out.breakLine();
      }
    } else if (name.equals("br")) {
      out.addLineBreak();
    } else if (BodyElements.isOfRuby(name) && !out.parent().normalName().equals("ruby")) {
      addStrayAnnotation(source, name, out);
    } else if (BodyElements.isInline(name)) {
      addInline(source, name, out);
    } else if (BodyElements.isBlock(name)) {
      addBlock(source, name, out);
    } else {
      addUnwrapped(source, out);
    }
  }

  /** Adds what a dropped element contains. Its direction stays, a language alone does not. */
  private void addUnwrapped(Element source, OutputPosition out) {
    Map<String, String> kept = attributes.languageAndDirection(source);
    boolean lost = !kept.isEmpty() && source.hasText();
    if (lost && kept.containsKey("dir")) {
      addInline(source, "bdi", out);
      return;
    }
    if (lost) {
      leaveOut("lang");
    }
    addChildren(source, out);
  }

  private void leaveOut(String name) {
    leftOut.add(name);
  }

  private void addEmbed(Element source, OutputPosition out) {
    leaveOut(Embeds.name(source));
    if (Embeds.isQuoted(source)) {
      out.breakLine();
    }
    Optional<String> address = Embeds.address(source, attributes);
    if (address.isPresent() && !isInside(out.parent(), "a")) {
      OutputPosition around = out.inParagraphs(Map.of());
      around.breakLine();
      Element link = new Element("a").attr("href", address.get()).attr("rel", LINK_RELATION);
      around.addInline(link).addText(address.get());
      around.breakLine();
      out.breakLine();
    }
  }

  private void addInline(Element source, String name, OutputPosition out) {
    boolean repeated = BodyElements.FORMATTING.contains(name) && isInside(out.parent(), name);
    Optional<Element> kept = repeated ? Optional.empty() : element(source, name);
    if (kept.isEmpty()) {
      addUnwrapped(source, out);
    } else if (BodyElements.isPhrasing(name) && out.allowsBlocks()) {
      addChildren(source, out.addInline(kept.get()).withoutBlocks());
    } else if (out.allowsBlocks() && containsBlock(source)) {
      OutputPosition inner = out.addAround(kept.get());
      addChildren(source, inner);
      inner.endParagraph();
    } else {
      addChildren(source, out.addInline(kept.get()));
    }
  }

  /** Adds an annotation outside of its ruby in parentheses, instead of those of {@code rp}. */
  private void addStrayAnnotation(Element source, String name, OutputPosition out) {
    if (name.equals("rp")) {
      return; // browsers do not show it
    }
    if (PlainText.of(source).text().isEmpty()) {
      addUnwrapped(source, out);
    } else {
      addText("(", out);
      addUnwrapped(source, out);
      addText(")", out);
    }
  }

  /** Creates the element. Empty if a link leads to no address that is allowed. */
  private Optional<Element> element(Element source, String name) {
    Element element = new Element(name);
    attributes.copy(source, element, Map.of());
    if (name.equals("a")) {
      Optional<String> address = attributes.link(source.attr("href"));
      if (address.isEmpty()) {
        if (!source.attr("href").isBlank()) {
          leaveOut("a");
        }
        return Optional.empty();
      }
      element.attr("href", address.get()).attr("rel", LINK_RELATION);
    }
    return Optional.of(element);
  }

  /** Returns true if a block is in the element, and not in what is left out of it. */
  private static boolean containsBlock(Element source) {
    return source.children().stream()
        .filter(inner -> !isLeftOut(inner))
        .anyMatch(inner -> BodyElements.isBlock(BodyElements.name(inner)) || containsBlock(inner));
  }

  private static boolean isLeftOut(Element source) {
    String name = BodyElements.name(source);
    return BodyElements.losesText(name)
        || BodyElements.isHidden(source)
        || BodyElements.isEmbed(name)
        || Embeds.isQuoted(source)
        || !Parser.NamespaceHtml.equals(source.tag().namespace());
  }

  private void addBlock(Element source, String name, OutputPosition out) {
    boolean fits =
        BodyElements.isKeptBlock(name)
            && out.allowsBlocks()
            && BodyElements.fits(name, out.parent().normalName());
    if (name.equals("ol") && (!fits || LETTERS.contains(source.attr("type").strip()))) {
      leaveOut("list numbers");
    }
    if (fits) {
      Element block = new Element(name);
      attributes.copy(source, block, name.equals("hr") ? Map.of() : out.inherited());
      out.addBlock(block);
      OutputPosition inner =
          BodyElements.isPhrasing(name)
              ? OutputPosition.ofText(block)
              : OutputPosition.ofBlocks(block);
      addChildren(source, inner);
      if (name.equals("pre")) {
        // it may have nothing but line breaks, which go
        EmptyElements.removeFrom(block);
      }
      out.endBlock(block);
    } else {
      addChildrenApart(source, out);
      out.breakLine();
    }
  }

  private void addChildrenApart(Element source, OutputPosition out) {
    if (BodyElements.isTableContext(out.parent().normalName())) {
      addChildren(source, out);
      return;
    }
    out.breakLine();
    if (out.allowsBlocks()) {
      OutputPosition inner = out.inParagraphs(attributes.languageAndDirection(source));
      addChildren(source, inner);
      inner.endParagraph();
    } else {
      addUnwrapped(source, out);
    }
  }

  private static boolean isInside(Element element, String name) {
    for (Element at = element; at != null; at = at.parent()) {
      if (at.normalName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
