package news.dateline.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something a person has to change before Dateline starts. The message is the one line they see.
 */
final class StartFailure extends RuntimeException {
  private StartFailure(String message) {
    super(message);
  }

  /** The innermost reason of a failure, in one line. */
  static String inOneLine(Throwable failure) {
    Throwable reason = failure;
    while (!(reason instanceof StartFailure) && reason.getCause() != null) {
      reason = reason.getCause();
    }
    String message =
        reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  /**
   * Checks before anything starts, so that what is wrong is said at once and nothing is half
   * started.
   */
  static void checkPort(String flag, String bind, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
    } catch (IOException e) {
      throw new StartFailure(
          "port " + port + " on " + bind + " is not to be had (" + flag + "): " + e.getMessage());
    }
  }

  static void checkDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".dateline", ".probe"));
    } catch (AccessDeniedException e) {
      throw new StartFailure("cannot write to " + directory + " (--data)");
    } catch (IOException e) {
      throw unusable(directory);
    }
  }

  static StartFailure unusable(Path directory) {
    return new StartFailure("cannot use " + directory + " as a directory (--data)");
  }

  static StartFailure inUse(Path directory, ProcessRole part) {
    return new StartFailure(directory + " is in use by another Dateline's " + part + " (--data)");
  }
}
