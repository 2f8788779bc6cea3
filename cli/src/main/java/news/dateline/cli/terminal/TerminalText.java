package news.dateline.cli.terminal;

/** Text from elsewhere on its way to a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * The same text as one line that only shows: what would move the cursor, change colours, ring or
   * turn the direction of the rest of the line becomes a space.
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> commands(c) ? ' ' : c).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean commands(int c) {
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
