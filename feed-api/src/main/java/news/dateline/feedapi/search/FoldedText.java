package news.dateline.feedapi.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Set;

/** Folds text for a search, so that case and diacritics make no difference. */
final class FoldedText {
  private static final Set<UnicodeScript> SCRIPTS_WITH_DIACRITICS =
      Set.of(UnicodeScript.INHERITED, UnicodeScript.ARABIC, UnicodeScript.HEBREW);
  // letters that Unicode does not decompose
  private static final String UNDECOMPOSED = "øłđħıŧς";
  private static final String PLAIN = "oldhitσ";

  /** The folded character of each character; 0 if it is left out. */
  private static final char[] FOLDED = new char[Character.MAX_VALUE + 1];

  static {
    for (int c = 1; c < FOLDED.length; c++) {
      FOLDED[c] = Character.isSurrogate((char) c) ? (char) c : folded((char) c);
    }
  }

  private FoldedText() {}

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
    StringBuilder folded = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = FOLDED[text.charAt(i)];
      switch (c) {
        case 0 -> {}
        case 'ß' -> folded.append("ss");
        case 'æ' -> folded.append("ae");
        case 'œ' -> folded.append("oe");
        default -> folded.append(c);
      }
    }
    return folded.toString();
  }
}
