package news.dateline.cli.terminal;

/** Makes text of others safe to print on a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * Returns the text as one line without control characters: what would move the cursor, change
   * colours, ring the bell or change the direction of the line becomes a space.
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> isControl(c) ? ' ' : c).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // directional overrides and isolates; zero width joiners are part of words and emoji
      case Character.FORMAT -> c != 0x200C && c != 0x200D;
      default -> false;
    };
  }
}
