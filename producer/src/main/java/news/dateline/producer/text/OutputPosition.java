package news.dateline.producer.text;

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
  private @Nullable Element paragraph;
  private @Nullable LineState paragraphLine;

  /** The text of an element that contains no blocks. */
  private static final class LineState {
    boolean started;
    boolean broken;
  }

  /** True among blocks if an empty block has ended the line of the text before. */
  private boolean broken;

  private OutputPosition(Element parent, boolean paragraphs, @Nullable LineState line) {
    this.parent = parent;
    this.paragraphs = paragraphs;
    this.line = line;
  }

  /** Returns a position in an element that may contain blocks. */
  static OutputPosition ofBlocks(Element parent) {
    return new OutputPosition(parent, false, null);
  }

  /** Returns a position in an element that contains text only. */
  static OutputPosition ofText(Element parent) {
    return new OutputPosition(parent, false, new LineState());
  }

  /** Returns a position in the same element whose text is in paragraphs. */
  OutputPosition inParagraphs() {
    return allowsBlocks() ? new OutputPosition(parent, true, null) : this;
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

  /** Returns true if text that follows would stand on the line of what the parent has. */
  private boolean endsInline() {
    Node last = parent.lastChild();
    while (last instanceof TextNode text && text.isBlank()) {
      last = last.previousSibling();
    }
    return last instanceof TextNode
        || (last instanceof Element element && BodyElements.isInline(element.normalName()));
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
    target.parent.appendChild(new TextNode(text));
  }

  /** Appends an inline element, whose text is part of the same line. */
  OutputPosition addInline(Element element) {
    OutputPosition target = target();
    target.flushBreak();
    target.parent.appendChild(element);
    return new OutputPosition(element, false, target.line);
  }

  /** Appends an inline element that contains blocks, outside of any paragraph. */
  OutputPosition addAround(Element element) {
    paragraph = null;
    flushBreak();
    parent.appendChild(element);
    return new OutputPosition(element, paragraphs, line);
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
      paragraphLine = new LineState();
    }
    return new OutputPosition(paragraph, false, paragraphLine);
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
