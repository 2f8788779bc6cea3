package news.dateline.producer.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text between what readers see as characters. */
public final class Graphemes {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private Graphemes() {}

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
