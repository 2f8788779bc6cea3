package news.dateline.producer.importing.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.text.TextNormalizer;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Makes XML of what publishers take for XML, without a document type and entities of its own. */
final class XmlRepair {
  private static final Pattern DOCTYPE =
      Pattern.compile(
          "<!DOCTYPE(?:[^\\[>\"']|\"[^\"]*\"|'[^']*')*+(\\[(?:[^\\]\"']|\"[^\"]*\"|'[^']*')*+]\\s*)?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});");

  private XmlRepair() {}

  /**
   * Drops the document type, replaces undeclared entities of HTML by their characters, and escapes
   * ampersands that begin no reference.
   *
   * @throws ProblemException if the document declares entities
   */
  static String repair(String text) {
    return withoutUnknownReferences(withoutDoctype(TextNormalizer.withoutNonXml(text)));
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

  private static String withoutUnknownReferences(String text) {
    Matcher references = REFERENCE.matcher(text);
    StringBuilder repaired = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int next = at + 1;
      if (text.charAt(at) == '&') {
        boolean found = references.region(at, text.length()).lookingAt();
        repaired.append(reference(found ? references.group(1) : null));
        at = found ? references.end() : next;
        continue;
      }
      if (text.startsWith("<!--", at)) {
        next = endOf(text, at, "-->");
      } else if (text.startsWith("<![CDATA[", at)) {
        next = endOf(text, at, "]]>");
      }
      repaired.append(text, at, next);
      at = next;
    }
    return repaired.toString();
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
        yield character.equals(reference)
            ? "&amp;" + name + ";"
            : character.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      }
    };
  }
}
