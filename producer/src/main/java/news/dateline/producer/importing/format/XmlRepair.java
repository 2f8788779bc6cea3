package news.dateline.producer.importing.format;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.text.TextNormalizer;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Makes XML of what publishers take for XML as it is read: drops the document type and what XML
 * cannot carry, replaces undeclared entities of HTML by their characters, and escapes ampersands
 * that begin no reference. Throws a {@link ProblemException} if the document declares entities.
 */
final class XmlRepair extends Reader {
  /** The characters that are repaired at a time. The document type must be among the first. */
  private static final int WINDOW = 1 << 17;

  /** At least the length of a reference and of what begins or ends a comment or a section. */
  private static final int LOOK_AHEAD = 64;

  private static final Pattern DOCTYPE =
      Pattern.compile(
          "<!DOCTYPE(?:[^\\[>\"']|\"[^\"]*\"|'[^']*')*+(\\[(?:[^\\]\"']|\"[^\"]*\"|'[^']*')*+]\\s*)?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});");

  private final Reader source;

  /** What was read and not repaired yet. */
  private String text = "";

  /** What was repaired and not returned yet, from {@link #at} on. */
  private final StringBuilder repaired = new StringBuilder();

  private int at;
  private boolean begun;
  private boolean ended;
  private boolean dropped;

  /** The end of the comment or of the CDATA section that is open; null if none is. */
  private @Nullable String closing;

  XmlRepair(Reader source) {
    this.source = source;
  }

  /** Returns true if what was read so far has characters that XML cannot carry. */
  boolean hasDropped() {
    return dropped;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (at == repaired.length() && !ended) {
      repaired.setLength(0);
      at = 0;
      readWindow();
      repair();
    }
    int count = Math.min(length, repaired.length() - at);
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    repaired.getChars(at, at + count, target, offset);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private void readWindow() throws IOException {
    StringBuilder window = new StringBuilder(WINDOW);
    while (window.length() < WINDOW || Character.isHighSurrogate(window.charAt(WINDOW - 1))) {
      int next = source.read();
      if (next < 0) {
        ended = true;
        break;
      }
      window.append((char) next);
    }
    String read = window.toString();
    dropped |= TextNormalizer.hasNonXml(read);
    text += TextNormalizer.withoutNonXml(read);
    if (!begun) {
      begun = true;
      text = withoutDoctype(text);
    }
  }

  private void repair() {
    int limit = ended ? text.length() : text.length() - LOOK_AHEAD;
    Matcher references = REFERENCE.matcher(text);
    int next = 0;
    while (next < limit) {
      next = closing == null ? repairAt(next, references) : copyTo(closing, next, limit);
    }
    text = text.substring(next);
  }

  /** Copies up to the end of the comment or section, or up to the limit. Returns where it ended. */
  private int copyTo(String end, int start, int limit) {
    int found = ended ? endOf(text, start, end) - end.length() : text.indexOf(end, start);
    int next = found < 0 ? limit : found + end.length();
    if (found >= 0) {
      closing = null;
    }
    repaired.append(text, start, next);
    return next;
  }

  /** Repairs what begins at the position and returns where the rest begins. */
  private int repairAt(int position, Matcher references) {
    char character = text.charAt(position);
    if (character == '&') {
      boolean found = references.region(position, text.length()).lookingAt();
      repaired.append(reference(found ? references.group(1) : null));
      return found ? references.end() : position + 1;
    }
    if (text.startsWith("<!--", position)) {
      closing = "-->";
      return position;
    }
    if (text.startsWith("<![CDATA[", position)) {
      closing = "]]>";
      return position;
    }
    repaired.append(character);
    return position + 1;
  }

  private static String withoutDoctype(String text) {
    int start = prologEnd(text);
    if (!text.regionMatches(true, start, "<!DOCTYPE", 0, 9)) {
      return text;
    }
    Matcher doctype = DOCTYPE.matcher(text).region(start, text.length());
    if (!doctype.lookingAt()) {
      throw new ProblemException(ProblemType.BAD_JSON, "the document type is malformed");
    }
    if (doctype.group().contains("<!ENTITY")) {
      throw new ProblemException(ProblemType.BAD_JSON, "the document declares entities of its own");
    }
    return text.substring(0, start) + text.substring(doctype.end());
  }

  /** Returns the end of the instructions and comments before the document type or the root. */
  private static int prologEnd(String text) {
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      boolean instruction = text.startsWith("<?", at);
      if (!instruction && !text.startsWith("<!--", at)) {
        return at;
      }
      at = endOf(text, at, instruction ? "?>" : "-->");
    }
  }

  private static int endOf(String text, int start, String end) {
    int found = text.indexOf(end, start);
    if (found < 0) {
      throw new ProblemException(
          ProblemType.BAD_JSON, "a comment, an instruction or a CDATA section is not closed");
    }
    return found + end.length();
  }

  private static String reference(@Nullable String name) {
    if (name == null) {
      return "&amp;";
    }
    return switch (name) {
      case "amp", "lt", "gt", "quot", "apos" -> "&" + name + ";";
      default -> {
        String reference = "&" + name + ";";
        String character = TextNormalizer.withoutNonXml(Parser.unescapeEntities(reference, true));
        yield character.equals(reference) ? "&amp;" + name + ";" : escaped(character);
      }
    };
  }

  /** Escapes what is markup in a text, or ends the value of an attribute. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }
}
