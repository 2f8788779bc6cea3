package news.dateline.producer.text;

import java.text.BreakIterator;
import java.util.Locale;

/** Cuts text between what readers see as characters. */
public final class Graphemes {
  private Graphemes() {}

  /** Returns the text, cut and with an ellipsis at its end if it has too many code points. */
  public static String cut(String text, int maxCodePoints) {
    if (text.codePointCount(0, text.length()) <= maxCodePoints) {
      return text;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = characters.preceding(text.offsetByCodePoints(0, maxCodePoints - 1) + 1);
    return text.substring(0, Math.max(end, 0)).stripTrailing() + "…";
  }
}
