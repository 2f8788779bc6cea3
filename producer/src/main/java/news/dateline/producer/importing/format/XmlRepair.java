package news.dateline.producer.importing.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.text.PlainText;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Makes XML of what publishers take for XML, without a document type and entities of its own. */
final class XmlRepair {
  private static final Pattern PROLOG =
      Pattern.compile("\\s*(?:<\\?.*?\\?>\\s*|<!--.*?-->\\s*)*", Pattern.DOTALL);
  private static final Pattern DOCTYPE =
      Pattern.compile(
          "<!DOCTYPE(?:[^\\[>\"']|\"[^\"]*\"|'[^']*')*+(\\[(?:[^\\]\"']|\"[^\"]*\"|'[^']*')*+]\\s*)?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern REFERENCE =
      Pattern.compile(
          "<!\\[CDATA\\[.*?]]>|<!--.*?-->|&(?:(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)?",
          Pattern.DOTALL);

  private XmlRepair() {}

  /**
   * Drops the document type, replaces undeclared entities of HTML by their characters, and escapes
   * ampersands that begin no reference.
   *
   * @throws ProblemException if the document declares entities
   */
  static String repair(String text) {
    return withoutUnknownReferences(withoutDoctype(PlainText.withoutNonXml(text)));
  }

  private static String withoutDoctype(String text) {
    Matcher prolog = PROLOG.matcher(text);
    int start = prolog.lookingAt() ? prolog.end() : 0;
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

  private static String withoutUnknownReferences(String text) {
    Matcher references = REFERENCE.matcher(text);
    StringBuilder repaired = new StringBuilder(text.length());
    int copied = 0;
    while (references.find()) {
      if (text.charAt(references.start()) == '&') {
        String name = references.group(1);
        repaired.append(text, copied, references.start()).append(reference(name));
        copied = references.end();
      }
    }
    return repaired.append(text, copied, text.length()).toString();
  }

  private static String reference(@Nullable String name) {
    if (name == null) {
      return "&amp;";
    }
    return switch (name) {
      case "amp", "lt", "gt", "quot", "apos" -> "&" + name + ";";
      default -> {
        String reference = "&" + name + ";";
        String character = PlainText.withoutNonXml(Parser.unescapeEntities(reference, true));
        yield character.equals(reference)
            ? "&amp;" + name + ";"
            : character.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      }
    };
  }
}
