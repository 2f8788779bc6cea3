package news.dateline.producer.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text between what readers see as characters. */
public final class Graphemes {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  /** No grapheme of a real text has more UTF-16 units. */
  private static final int MAX_GRAPHEME = 500;

  private Graphemes() {}

  /** Returns the end of the last grapheme of a longer text that ends at this index or before. */
  static int boundary(String text, int max) {
    int end = Math.max(text.lastIndexOf(' ', max), Math.max(0, max - MAX_GRAPHEME));
    if (Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    Matcher graphemes = GRAPHEME.matcher(text).region(end, text.length());
    while (graphemes.find() && graphemes.end() <= max) {
      end = graphemes.end();
    }
    return end;
  }

  /** Returns the text, cut and with an ellipsis at its end if it has too many code points. */
  public static String cut(String text, int maxCodePoints) {
    if (text.codePointCount(0, text.length()) <= maxCodePoints) {
      return text;
    }
    int max = text.offsetByCodePoints(0, maxCodePoints - 1);
    int end = 0;
    Matcher graphemes = GRAPHEME.matcher(text);
    while (graphemes.find() && graphemes.end() <= max) {
      end = graphemes.end();
    }
    return text.substring(0, end).stripTrailing() + "…";
  }
}
