package news.dateline.producer.text;

import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A place of the output where the next nodes go. Where the boundary of a block is lost, because
 * blocks are not allowed or the block is empty, a line break stands for it.
 */
final class OutputPosition {
  private final Element parent;
  private final LineState line;
  private final Content content;
  private final Map<String, String> inherited;

  private @Nullable Element paragraph;
  private LineState paragraphLine = new LineState();

  /** What may stand in the parent. */
  private enum Content {
    TEXT,
    BLOCKS,
    /** Blocks; text is in paragraphs. */
    PARAGRAPHS
  }

  /** What stands on the line that is being written, across the inline elements on it. */
  private static final class LineState {
    /** True if text that follows would stand beside a text. */
    boolean started;

    /** True if a line break must be written before text that follows. */
    boolean broken;

    /** Ends the line, because a block or a line break was written. */
    void end() {
      started = false;
      broken = false;
    }
  }

  private OutputPosition(
      Element parent, LineState line, Content content, Map<String, String> inherited) {
    this.parent = parent;
    this.line = line;
    this.content = content;
    this.inherited = inherited;
  }

  /** Returns a position in an element that may contain blocks. */
  static OutputPosition ofBlocks(Element parent) {
    return new OutputPosition(parent, new LineState(), Content.BLOCKS, Map.of());
  }

  /** Returns a position in an element that contains text only. */
  static OutputPosition ofText(Element parent) {
    return new OutputPosition(parent, new LineState(), Content.TEXT, Map.of());
  }

  /** Returns a position in the same element, for text only. */
  OutputPosition withoutBlocks() {
    return new OutputPosition(parent, line, Content.TEXT, Map.of());
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
    return new OutputPosition(
        parent, line, Content.PARAGRAPHS, BodyAttributes.ordered(inherited, attributes));
  }

  /** Returns the language and direction of dropped blocks around, which the blocks here get. */
  Map<String, String> inherited() {
    return inherited;
  }

  Element parent() {
    return parent;
  }

  boolean allowsBlocks() {
    return content != Content.TEXT;
  }

  /** Begins a new line or paragraph before what follows. */
  void breakLine() {
    endParagraph();
    line.broken = line.started;
  }

  /** Ends the paragraph of the text here. If it has content, what follows is on another line. */
  void endParagraph() {
    if (paragraph != null && !EmptyElements.isEmpty(paragraph)) {
      line.end();
    }
    paragraph = null;
  }

  void addText(String text) {
    boolean blank = text.isBlank() && text.indexOf('\u00A0') < 0;
    if (blank && content == Content.PARAGRAPHS && (paragraph == null || !paragraphLine.started)) {
      return;
    }
    OutputPosition target = target();
    if (!blank) {
      target.flushBreak();
      target.line.started = true;
    }
    target.parent.appendChild(new TextNode(text));
  }

  /** Appends an inline element, whose text is part of the same line. */
  OutputPosition addInline(Element element) {
    OutputPosition target = target();
    target.flushBreak();
    target.parent.appendChild(element);
    return new OutputPosition(element, target.line, target.content, Map.of());
  }

  /** Appends an inline element that contains blocks, outside of any paragraph. */
  OutputPosition addAround(Element element) {
    endParagraph();
    parent.appendChild(element);
    return new OutputPosition(element, line, content, inherited);
  }

  void addLineBreak() {
    OutputPosition target = target();
    target.flushBreak();
    target.parent.appendElement("br");
    target.line.end();
  }

  void addBlock(Element element) {
    endParagraph();
    parent.appendChild(element);
  }

  /** Begins a new line after a block that was added here and has its content now. */
  void endBlock(Element added) {
    if (EmptyElements.isEmpty(added)) {
      breakLine();
    } else {
      line.end();
    }
  }

  private OutputPosition target() {
    if (content != Content.PARAGRAPHS) {
      return this;
    }
    if (paragraph == null) {
      paragraph = parent.appendElement("p");
      inherited.forEach(paragraph::attr);
      paragraphLine = new LineState();
    }
    return new OutputPosition(paragraph, paragraphLine, Content.TEXT, Map.of());
  }

  private void flushBreak() {
    if (line.broken) {
      parent.appendElement("br");
      line.end();
    }
  }
}
