package news.dateline.feedapi.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Set;

/**
 * A text folded for a search, so that case and diacritics make no difference. A search reuses it
 * for one item after the other. Not thread-safe.
 */
final class FoldedText {
  private static final Set<UnicodeScript> SCRIPTS_WITH_DIACRITICS =
      Set.of(UnicodeScript.INHERITED, UnicodeScript.ARABIC, UnicodeScript.HEBREW);
  // letters that Unicode does not decompose
  private static final String UNDECOMPOSED = "øłđħıŧς";
  private static final String PLAIN = "oldhitσ";

  // letters that become two, in the order of Unicode
  private static final String LIGATURES = "ßæœ";
  private static final String LETTERS = "ssaeoe";
  private static final char FIRST_LIGATURE = 'ß';
  private static final char LAST_LIGATURE = 'œ';

  /** The folded character of each character; 0 if it is left out. */
  private static final char[] FOLDED = new char[Character.MAX_VALUE + 1];

  static {
    for (int c = 1; c < FOLDED.length; c++) {
      FOLDED[c] = Character.isSurrogate((char) c) ? (char) c : folded((char) c);
    }
  }

  private char[] folded = new char[1_024];
  private int length;

  private static char folded(char c) {
    int[] base =
        Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD)
            .chars()
            .filter(part -> !isDiacritic(part))
            .toArray();
    if (base.length == 0) {
      return 0;
    }
    char letter = Character.toLowerCase(base.length == 1 ? (char) base[0] : c);
    int plain = UNDECOMPOSED.indexOf(letter);
    return plain < 0 ? letter : PLAIN.charAt(plain);
  }

  private static boolean isDiacritic(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        && SCRIPTS_WITH_DIACRITICS.contains(UnicodeScript.of(c));
  }

  static String of(String text) {
    FoldedText folded = new FoldedText();
    folded.append(text.toCharArray(), 0, text.length());
    return folded.toString();
  }

  void clear() {
    length = 0;
  }

  void append(char[] text, int offset, int count) {
    if (folded.length < length + 2 * count) {
      folded = Arrays.copyOf(folded, 2 * (length + 2 * count));
    }
    char[] out = folded;
    int end = length;
    for (int i = offset; i < offset + count; i++) {
      char c = FOLDED[text[i]];
      int ligature = c < FIRST_LIGATURE || c > LAST_LIGATURE ? -1 : LIGATURES.indexOf(c);
      if (ligature >= 0) {
        out[end++] = LETTERS.charAt(2 * ligature);
        out[end++] = LETTERS.charAt(2 * ligature + 1);
      } else if (c != 0) {
        out[end++] = c;
      }
    }
    length = end;
  }

  /** Returns the text since it was cleared. */
  @Override
  public String toString() {
    return new String(folded, 0, length);
  }
}
