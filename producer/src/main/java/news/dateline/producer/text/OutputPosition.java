package news.dateline.producer.text;

import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A place of the output where the next nodes go. Where blocks are not allowed, a line break stands
 * for the boundary of a block.
 */
final class OutputPosition {
  private final Element parent;
  private final boolean paragraphs;
  private final @Nullable LineState line;
  private final Map<String, String> inherited;

  private @Nullable Element paragraph;
  private @Nullable LineState paragraphLine;

  /** The text of an element that contains no blocks. */
  private static final class LineState {
    boolean started;
    boolean broken;
  }

  /** Blank text, which knows what is before it, so that nothing has to walk over such texts. */
  private static final class BlankText extends TextNode {
    final @Nullable Node before;

    BlankText(String text, @Nullable Node before) {
      super(text);
      this.before = before;
    }
  }

  /** True among blocks if an empty block has ended the line of the text before. */
  private boolean broken;

  private OutputPosition(
      Element parent, boolean paragraphs, @Nullable LineState line, Map<String, String> inherited) {
    this.parent = parent;
    this.paragraphs = paragraphs;
    this.line = line;
    this.inherited = inherited;
  }

  /** Returns a position in an element that may contain blocks. */
  static OutputPosition ofBlocks(Element parent) {
    return new OutputPosition(parent, false, null, Map.of());
  }

  /** Returns a position in an element that contains text only. */
  static OutputPosition ofText(Element parent) {
    return new OutputPosition(parent, false, new LineState(), Map.of());
  }

  /**
   * Returns a position in the same element whose text is in paragraphs.
   *
   * @param attributes the language and direction of what is in it
   */
  OutputPosition inParagraphs(Map<String, String> attributes) {
    if (!allowsBlocks()) {
      return this;
    }
    return new OutputPosition(parent, true, null, BodyAttributes.ordered(inherited, attributes));
  }

  /** Returns the language and direction of dropped blocks around, which the blocks here get. */
  Map<String, String> inherited() {
    return inherited;
  }

  Element parent() {
    return parent;
  }

  boolean allowsBlocks() {
    return line == null;
  }

  /** Begins a new line or paragraph before what follows. */
  void breakLine() {
    paragraph = null;
    if (line != null) {
      line.broken = line.started;
    } else {
      broken = !paragraphs && endsInline();
    }
  }

  /** Returns true if text that follows would stand on the line of what is before it. */
  private boolean endsInline() {
    Node last = lastBefore(parent.lastChild());
    for (Element at = parent;
        last == null && at != null && BodyElements.isInline(at.normalName());
        at = at.parent()) {
      last = lastBefore(at.previousSibling());
    }
    return last instanceof TextNode
        || (last instanceof Element element && BodyElements.isInline(element.normalName()));
  }

  /** Returns the last node that is no blank text. */
  private static @Nullable Node lastBefore(@Nullable Node node) {
    return node instanceof BlankText blank ? blank.before : node;
  }

  void addText(String text) {
    boolean blank = text.isBlank() && text.indexOf('\u00A0') < 0;
    if (blank && paragraphs && paragraph == null) {
      return;
    }
    OutputPosition target = target();
    if (!blank) {
      target.flushBreak();
    }
    TextNode node = new TextNode(text);
    target.parent.appendChild(
        node.isBlank() ? new BlankText(text, lastBefore(target.parent.lastChild())) : node);
  }

  /** Appends an inline element, whose text is part of the same line. */
  OutputPosition addInline(Element element) {
    OutputPosition target = target();
    target.flushBreak();
    target.parent.appendChild(element);
    return new OutputPosition(element, false, target.line, Map.of());
  }

  /** Appends an inline element that contains blocks, outside of any paragraph. */
  OutputPosition addAround(Element element) {
    paragraph = null;
    flushBreak();
    parent.appendChild(element);
    return new OutputPosition(element, paragraphs, line, inherited);
  }

  /** Text that follows an inline element begins a new line if the last block in it was empty. */
  void addAfter(OutputPosition inner) {
    broken |= inner.broken;
  }

  void addLineBreak() {
    OutputPosition target = target();
    target.flushBreak();
    target.parent.appendElement("br");
  }

  void addBlock(Element element) {
    paragraph = null;
    broken = false;
    parent.appendChild(element);
  }

  private OutputPosition target() {
    if (!paragraphs) {
      return this;
    }
    if (paragraph == null) {
      paragraph = parent.appendElement("p");
      inherited.forEach(paragraph::attr);
      paragraphLine = new LineState();
    }
    return new OutputPosition(paragraph, false, paragraphLine, Map.of());
  }

  private void flushBreak() {
    if (broken) {
      parent.appendElement("br");
      broken = false;
    }
    if (line != null) {
      if (line.broken) {
        parent.appendElement("br");
        line.broken = false;
      }
      line.started = true;
    }
  }
}
