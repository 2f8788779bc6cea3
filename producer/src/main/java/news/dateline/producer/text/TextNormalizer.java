package news.dateline.producer.text;

import java.text.Normalizer;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import news.dateline.events.InvalidFieldException;

/** The rules for plain text: its Unicode form, invisible characters, and what XML cannot carry. */
public final class TextNormalizer {
  private static final Pattern NUL_REFERENCE = Pattern.compile("&#(?:0+|[xX]0+)(?![0-9a-fA-F])");

  private static final int MAX_LANGUAGE = 3;

  /** What windows-1252 has from 0x80 on; NUL where it has nothing. */
  private static final char NEXT_LINE = 0x85;

  private static final String WINDOWS_1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

  private TextNormalizer() {}

  /**
   * Returns the text in NFC, without byte order marks, without invisible characters at its ends,
   * with its bidi controls balanced.
   *
   * @throws InvalidFieldException if the text has a character that XML 1.0 cannot carry
   */
  public static String normalize(String field, String text) {
    String trimmed = trim(text.replace("\uFEFF", ""));
    requireXml(field, trimmed);
    return trim(BidiControls.balance(Normalizer.normalize(trimmed, Normalizer.Form.NFC)));
  }

  /** Normalizes as {@link #normalize} does, but drops characters that XML cannot carry. */
  public static String lenient(String text) {
    return normalize("text", withoutNonXml(text));
  }

  /** Returns true if nothing of the text can be seen. */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(TextNormalizer::isUnseen);
  }

  private static boolean isUnseen(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || !isXml(c);
  }

  /** Returns true if the text has a character that XML 1.0 cannot carry. */
  public static boolean hasNonXml(String text) {
    return firstNonXml(text) >= 0;
  }

  /** Drops the characters that XML 1.0 cannot carry. */
  public static String withoutNonXml(String text) {
    return hasNonXml(text)
        ? text.codePoints()
            .filter(TextNormalizer::isXml)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  /**
   * Replaces the controls from U+0080 on by what windows-1252 has there, as HTML does with
   * references to them. Drops those that it does not have, and DEL. U+0085 alone ends a line.
   */
  public static String withoutControls(String text) {
    if (text.chars().noneMatch(TextNormalizer::isControl)) {
      return text;
    }
    if (text.chars().filter(TextNormalizer::isControl).allMatch(c -> c == NEXT_LINE)) {
      return text.replace(NEXT_LINE, '\n');
    }
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char meant = !isControl(c) ? c : c == 0x7F ? 0 : WINDOWS_1252.charAt(c - 0x80);
      if (meant != 0 || c == 0) {
        clean.append(meant);
      }
    }
    return clean.toString();
  }

  private static boolean isControl(int c) {
    return c >= 0x7F && c <= 0x9F;
  }

  /**
   * Returns a language as a BCP 47 tag; empty if it is none, as the name of a language. A language
   * has two or three letters, although the syntax of tags allows up to eight.
   */
  public static Optional<String> languageTag(String written) {
    try {
      // many feeds write en_US
      String tag = written.strip().replace('_', '-');
      return Optional.of(new Locale.Builder().setLanguageTag(tag).build())
          .filter(locale -> locale.getLanguage().length() <= MAX_LANGUAGE)
          .map(Locale::toLanguageTag);
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  /** Throws an {@link InvalidFieldException} if XML 1.0 cannot carry a character of the text. */
  static void requireXml(String field, String text) {
    int first = firstNonXml(text);
    if (first >= 0) {
      throw new InvalidFieldException(
          field,
          String.format(Locale.ROOT, "has the character U+%04X, which XML cannot carry", first));
    }
  }

  /** Throws an {@link InvalidFieldException} if the HTML refers to U+0000. */
  static void refuseNul(String field, String html) {
    if (NUL_REFERENCE.matcher(html).find()) {
      requireXml(field, "\0");
    }
  }

  /** Loops, because a pattern for the end of a text would look at each space in it. */
  private static String trim(String text) {
    int start = 0;
    while (start < text.length() && isInvisible(text.charAt(start))) {
      start++;
    }
    int end = text.length();
    while (end > start && isInvisible(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isInvisible(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u00AD'
        || c == '\u180E'
        || (c >= '\u200B' && c <= '\u200D')
        || c == '\u2060';
  }

  private static int firstNonXml(String text) {
    int next;
    for (int i = 0; i < text.length(); i += Character.charCount(next)) {
      next = text.codePointAt(i);
      if (!isXml(next)) {
        return next;
      }
    }
    return -1;
  }

  /** The production Char of XML 1.0. */
  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c < 0xFFFE)
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }
}
