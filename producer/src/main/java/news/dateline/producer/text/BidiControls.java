package news.dateline.producer.text;

import java.util.ArrayDeque;
import java.util.BitSet;
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
    BitSet dropped = dropped(text);
    StringBuilder balanced = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!dropped.get(i)) {
        balanced.append(text.charAt(i));
      }
    }
    return balanced.toString();
  }

  /** Returns the indices of the controls without a partner. */
  private static BitSet dropped(String text) {
    Deque<Integer> open = new ArrayDeque<>();
    BitSet dropped = new BitSet();
    int isolates = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isIsolate(c) || EMBEDDINGS.indexOf(c) >= 0) {
        open.push(i);
        dropped.set(i);
        isolates += isIsolate(c) ? 1 : 0;
      } else if (c == POP_EMBEDDING && !open.isEmpty() && !isIsolate(text.charAt(open.peek()))) {
        dropped.clear(open.pop());
      } else if (c == POP_ISOLATE && isolates > 0) {
        closeIsolate(text, open, dropped);
        isolates--;
      } else if (isControl(c)) {
        dropped.set(i);
      }
    }
    return dropped;
  }

  /** Closes the innermost isolate, and by that the embeddings in it that are still open. */
  private static void closeIsolate(String text, Deque<Integer> open, BitSet dropped) {
    int opening;
    do {
      opening = open.pop();
      dropped.clear(opening);
    } while (!isIsolate(text.charAt(opening)));
  }

  private static boolean isIsolate(char c) {
    return ISOLATES.indexOf(c) >= 0;
  }

  private static boolean isControl(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }
}
