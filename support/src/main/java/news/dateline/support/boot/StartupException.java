package news.dateline.support.boot;

import org.jspecify.annotations.Nullable;

/**
 * A condition that a person has to change before a service can start. The message is the one line
 * that is printed: it names the directory, the setting or the host.
 */
public final class StartupException extends RuntimeException {
  public StartupException(String message) {
    super(message);
  }

  /** Returns the first exception of this class among the failure and its causes. */
  static @Nullable StartupException in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException startup) {
        return startup;
      }
    }
    return null;
  }
}
