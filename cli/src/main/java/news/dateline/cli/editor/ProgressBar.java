package news.dateline.cli.editor;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import news.dateline.client.ImportProgress;

/**
 * A bar that shows how far an import is, in one line of a terminal. Prints nothing if the output is
 * no terminal.
 */
final class ProgressBar implements ImportProgress {
  private static final int BAR_CHARACTERS = 30;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private int shown = -1;

  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static ProgressBar on(PrintWriter out) {
    return new ProgressBar(out, isTerminal());
  }

  /** From Java 22 on, a console exists without a terminal too, and has {@code isTerminal}. */
  @SuppressWarnings("SystemConsoleNull") // the build is for Java 17, where it can be null
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  @Override
  public synchronized void at(int done, int found) {
    int items = found == 0 ? done : Math.min(done, found); // the last line may be no item's
    if (!terminal || items == shown) {
      return;
    }
    shown = items;
    if (found == 0) {
      out.print(CLEAR + items + " items");
    } else {
      int full = (int) ((long) BAR_CHARACTERS * items / found);
      out.printf(
          "%s[%s%s] %d of %d",
          CLEAR, "#".repeat(full), ".".repeat(BAR_CHARACTERS - full), items, found);
    }
    out.flush();
  }

  /** Removes the bar, before other output. */
  synchronized void clear() {
    if (shown >= 0) {
      out.print(CLEAR);
      out.flush();
      shown = -1;
    }
  }
}
