package news.dateline.producer.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The text of HTML without markup, which says the same: a block is a line, a power stays a power, a
 * quotation has its marks. What is struck out is left out, because plain text would assert it.
 *
 * @param text the lines; empty if there is no text
 * @param leftOut what was left out with its content, mostly by the names of elements
 */
public record PlainText(String text, List<String> leftOut) {
  private static final String STRUCK_OUT = "struck-out text";
  private static final int MAX_SCRIPTS = 8;

  /** Returns the text of HTML, however deep its elements nest. */
  public static PlainText of(String html) {
    return of(HtmlSanitizer.fragment(html).body());
  }

  static PlainText of(Element element) {
    PlainText passages = passages(element);
    return new PlainText(passages.text.replaceAll("\n{2,}", "\n"), passages.leftOut);
  }

  /** Returns the same text with a blank line where a block begins or ends. */
  public static PlainText passages(String html) {
    return passages(HtmlSanitizer.fragment(html).body());
  }

  private static PlainText passages(Element element) {
    Builder builder = new Builder();
    element.filter(builder);
    return new PlainText(builder.text.toString().strip(), List.copyOf(builder.leftOut));
  }

  /** Collects the text on the way through the nodes, without recursion. */
  private static final class Builder implements NodeFilter {
    private final StringBuilder text = new StringBuilder();
    private final Set<String> leftOut = new LinkedHashSet<>();

    /** Where the superscripts and subscripts begin that have not ended. */
    private final Deque<Integer> starts = new ArrayDeque<>();

    private boolean space;

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode found) {
        add(found.getWholeText());
      } else if (node instanceof Element element) {
        String lost = lost(element);
        if (lost != null) {
          leaveOut(lost, element);
        }
        if (lost != null || element.normalName().equals("rp")) {
          return FilterResult.SKIP_ENTIRELY;
        }
        enter(element);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        leave(BodyElements.name(element));
      }
      return FilterResult.CONTINUE;
    }

    private static @Nullable String lost(Element element) {
      String name = BodyElements.name(element);
      boolean html = Parser.NamespaceHtml.equals(element.tag().namespace());
      if (!html || BodyElements.losesText(name)) {
        return element.normalName();
      }
      if (BodyElements.isHidden(element)) {
        return "hidden";
      }
      if (BodyElements.isEmbed(name) || Embeds.isQuoted(element)) {
        return Embeds.name(element);
      }
      return name.equals("s") || name.equals("del") ? STRUCK_OUT : null;
    }

    private void leaveOut(String lost, Element element) {
      if (!lost.equals(STRUCK_OUT) || element.hasText()) {
        leftOut.add(lost);
      }
      boolean block =
          lost.equals(STRUCK_OUT)
              ? element.stream().map(BodyElements::name).anyMatch(BodyElements::isBlock)
              : BodyElements.isBlock(BodyElements.name(element));
      if (block) {
        endPassage();
      }
    }

    private void enter(Element element) {
      Pictures.text(element).ifPresent(this::add);
      String name = BodyElements.name(element);
      switch (name) {
        case "sup", "sub" -> {
          addSpace();
          starts.push(text.length());
        }
        case "q" -> add("“");
        case "rt" -> add("(");
        case "br" -> breakLine();
        case "td", "th" -> space = true;
        default -> breakAt(name);
      }
    }

    private void leave(String name) {
      switch (name) {
        case "sup", "sub" -> endScript(name.equals("sup"));
        case "q" -> close('“', '”');
        case "rt" -> close('(', ')');
        case "td", "th" -> space = true;
        default -> breakAt(name);
      }
    }

    /** Appends the closing mark, or removes the opening one if no text follows it. */
    private void close(char opening, char closing) {
      int last = text.length() - 1;
      while (last >= 0 && Character.isWhitespace(text.charAt(last))) {
        last--;
      }
      if (last >= 0 && text.charAt(last) == opening) {
        text.deleteCharAt(last);
      } else {
        text.append(closing);
      }
    }

    private void endScript(boolean raised) {
      int start = starts.pop();
      if (starts.size() >= MAX_SCRIPTS) {
        return; // each level reads the text of those in it
      }
      String script = text.substring(start).strip();
      boolean attached = start > 0 && !Character.isWhitespace(text.charAt(start - 1));
      text.setLength(start);
      text.append(
          raised ? Superscripts.raise(script, attached) : Superscripts.lower(script, attached));
    }

    private void breakAt(String name) {
      if (BodyElements.isBlock(name)) {
        endPassage();
      }
    }

    private void endPassage() {
      breakLine();
      breakLine();
    }

    /** Ends the line. Two breaks leave a blank line, more leave no more. */
    private void breakLine() {
      space = false;
      int length = text.length();
      if (length > 0 && (!isLineStart() || (length > 1 && text.charAt(length - 2) != '\n'))) {
        text.append('\n');
      }
    }

    private boolean isLineStart() {
      return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }

    private void addSpace() {
      if (space && !isLineStart()) {
        text.append(' ');
      }
      space = false;
    }

    private void add(String written) {
      for (int i = 0; i < written.length(); i++) {
        char c = written.charAt(i);
        if (Character.isWhitespace(c) || c == '\u00A0') {
          space = true;
        } else if (c != '\u00AD' && c != '\u200B') {
          addSpace();
          text.append(c);
        }
      }
    }
  }
}
