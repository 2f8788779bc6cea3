package news.dateline.producer.text;

import java.util.regex.Pattern;

/** Writes superscripts and subscripts in plain text, so that a power is no other number. */
final class Superscripts {
  private static final String PLAIN = "0123456789+-\u2212=()niaoe";
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱªºᵉ";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";

  /** The end of an ordinal number or an abbreviation, as in 1st or Mme. */
  private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private Superscripts() {}

  /**
   * Returns a superscript.
   *
   * @param attached true if it stands after a character that is no space
   */
  static String raise(String text, boolean attached) {
    if (text.equalsIgnoreCase("tm")) {
      return "™";
    }
    return LETTERS.matcher(text).matches() ? text : write(text, RAISED, '^', attached);
  }

  /** Does the same for a subscript. */
  static String lower(String text, boolean attached) {
    return write(text, LOWERED, '_', attached);
  }

  private static String write(String text, String forms, char mark, boolean attached) {
    StringBuilder written = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int form = PLAIN.indexOf(c);
      if (form >= 0 && form < forms.length()) {
        written.append(forms.charAt(form));
      } else if (c == ',' || c == ' ') {
        written.append(c);
      } else {
        return marked(text, mark, attached);
      }
    }
    return written.toString();
  }

  private static String marked(String text, char mark, boolean attached) {
    if (!attached || !Character.isLetterOrDigit(text.codePointAt(0))) {
      return text;
    }
    return WORD.matcher(text).matches() ? mark + text : mark + "(" + text + ")";
  }
}
