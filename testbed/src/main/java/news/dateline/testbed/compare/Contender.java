package news.dateline.testbed.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import news.dateline.cli.terminal.CommandFailedException;

/**
 * A server that a script of {@code testbed/peers} starts. {@code script PORT DIRECTORY FEEDS}
 * becomes the server. It may write to the directory: {@code starting}, which exists until the
 * server is ready; {@code pipeline}, the pids of processes that are not measured; {@code load}, the
 * flags of {@code ./dateline load}, one per line, if the server has no {@code /pub} and {@code
 * /sub}. {@code script --version FEEDS} prints what the server is, or fails and prints what is
 * missing.
 */
record Contender(Path script, int feeds) {
  String name() {
    return script.getFileName().toString();
  }

  /**
   * The versions of the server.
   *
   * @throws CommandFailedException if the server cannot run on this machine
   */
  String version() {
    try {
      Process process =
          new ProcessBuilder(script.toString(), "--version", Integer.toString(feeds))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw CommandFailedException.unreachable(output);
      }
      return output;
    } catch (IOException e) {
      throw CommandFailedException.unreachable("cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.unreachable("interrupted");
    }
  }

  /** Starts the server and waits until it is ready. */
  ManagedProcess start(int port, Path directory) {
    return ManagedProcess.start(
        List.of(
            script.toString(),
            Integer.toString(port),
            directory.toString(),
            Integer.toString(feeds)),
        port,
        directory);
  }
}
