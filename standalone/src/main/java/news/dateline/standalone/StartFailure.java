package news.dateline.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A condition that a person has to change before Dateline can start. Its message is the one line
 * that is printed.
 */
final class StartFailure extends RuntimeException {
  private StartFailure(String message) {
    super(message);
  }

  /** Returns the first line of the message of a failure's root cause. */
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
   * Checks that a port is free. Called before anything starts, so that a taken port is reported at
   * once.
   *
   * @param flag the flag that set the port
   * @throws StartFailure if the port cannot be bound
   */
  static void checkPort(String flag, String bind, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
    } catch (IOException e) {
      throw new StartFailure(
          "port " + port + " on " + bind + " cannot be used (" + flag + "): " + e.getMessage());
    }
  }

  /** Creates the directory if it is missing, and checks that a file can be written to it. */
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

  static StartFailure ofData(String key, String variable) {
    return new StartFailure(
        key + " (" + variable + ") is set, but --data says where this is: remove the setting");
  }

  static StartFailure unusable(Path directory) {
    return new StartFailure("cannot use " + directory + " as a directory (--data)");
  }

  static StartFailure inUse(Path directory, ProcessRole role) {
    return new StartFailure(directory + " is in use by another Dateline's " + role + " (--data)");
  }
}
