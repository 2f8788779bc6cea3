package news.dateline.producer.text;

import java.util.ArrayDeque;
import java.util.Deque;

/** Drops the bidi controls of a text that have no partner, so that they end with the text. */
final class BidiControls {
  private static final String ISOLATES = "\u2066\u2067\u2068";
  private static final String EMBEDDINGS = "\u202A\u202B\u202D\u202E";
  private static final char POP_ISOLATE = '\u2069';
  private static final char POP_EMBEDDING = '\u202C';

  private BidiControls() {}

  static String balance(String text) {
    if (text.chars().noneMatch(c -> isControl((char) c))) {
      return text;
    }
    Deque<Integer> open = new ArrayDeque<>();
    boolean[] dropped = new boolean[text.length()];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ISOLATES.indexOf(c) >= 0 || EMBEDDINGS.indexOf(c) >= 0) {
        open.push(i);
        dropped[i] = true;
      } else if (c == POP_ISOLATE || c == POP_EMBEDDING) {
        boolean fits = !open.isEmpty() && popOf(text.charAt(open.peek())) == c;
        dropped[i] = !fits;
        if (fits) {
          dropped[open.pop()] = false;
        }
      }
    }
    StringBuilder balanced = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!dropped[i]) {
        balanced.append(text.charAt(i));
      }
    }
    return balanced.toString();
  }

  private static boolean isControl(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  private static char popOf(char opening) {
    return ISOLATES.indexOf(opening) >= 0 ? POP_ISOLATE : POP_EMBEDDING;
  }
}
