package news.dateline.cli.terminal;

/** Why a command ends early: one line for the person who called it, and the exit code. */
public final class CommandFailedException extends RuntimeException {
  /** Dateline took the request and said no. */
  public static final int REFUSED = 1;

  /** The request never got that far: a wrong flag, file, address, token or feed. */
  public static final int UNREACHABLE = 2;

  private final int exitCode;

  private CommandFailedException(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  public static CommandFailedException refused(String message) {
    return new CommandFailedException(REFUSED, message);
  }

  public static CommandFailedException unreachable(String message) {
    return new CommandFailedException(UNREACHABLE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
