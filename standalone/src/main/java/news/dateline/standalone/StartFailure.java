package news.dateline.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A condition that a person has to change before Dateline can start. Its message is the one line
 * that is printed.
 */
final class StartFailure extends RuntimeException {
  private StartFailure(String message) {
    super(message);
  }

  /**
   * Returns the first line of the message of a failure's root cause; of a file that cannot be used
   * its path and the reason.
   */
  static String inOneLine(Throwable failure) {
    Throwable reason = failure;
    while (!(reason instanceof StartFailure) && reason.getCause() != null) {
      reason = reason.getCause();
    }
    if (reason instanceof FileSystemException file) {
      return "cannot use " + file.getFile() + ": " + inWords(file);
    }
    String message =
        reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  /**
   * Checks that each port is free and is for one use only. Called before anything starts, so that a
   * wrong port is reported at once.
   *
   * @param ports the ports by the flags that set them; 0 is any free one
   * @throws StartFailure if a port cannot be bound or has two flags
   */
  static void checkPorts(String bind, Map<String, Integer> ports) {
    Map<Integer, String> flags = new HashMap<>();
    ports.forEach(
        (flag, port) -> {
          String other = port == 0 ? null : flags.putIfAbsent(port, flag);
          if (other != null) {
            throw new StartFailure("port " + port + " is for both " + other + " and " + flag);
          }
          checkPort(flag, bind, port);
        });
  }

  private static void checkPort(String flag, String bind, int port) {
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
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  static StartFailure ofData(String key, String variable) {
    return new StartFailure(
        key + " (" + variable + ") is set, but --data says where this is: remove the setting");
  }

  static StartFailure unusable(Path path, IOException problem) {
    return new StartFailure(
        problem instanceof FileAlreadyExistsException
            ? "cannot use " + path + " as a directory (--data)"
            : "cannot use " + path + " (--data): " + inWords(problem));
  }

  private static String inWords(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        problem instanceof FileSystemException file ? file.getReason() : problem.getMessage();
    return reason == null ? problem.getClass().getSimpleName() : reason;
  }

  static StartFailure inUse(Path directory, ProcessRole role) {
    return new StartFailure(directory + " is in use by another Dateline's " + role + " (--data)");
  }
}
