package news.dateline.testbed.compare;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import news.dateline.cli.terminal.CommandFailedException;

/** The processes of a started contender and their directory. They end with this JVM. */
final class ManagedProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final Process process;
  private final Path directory;
  private final int port;

  private ManagedProcess(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /** Starts a contender and waits until it listens on the port and is ready. */
  static ManagedProcess start(Contender contender, int port) {
    try {
      Path directory = Files.createTempDirectory("dateline-compare");
      ProcessBuilder builder =
          new ProcessBuilder(
                  contender.script().toString(),
                  Integer.toString(port),
                  directory.toString(),
                  Integer.toString(contender.feeds()))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile());
      // every round runs the same program, whatever is edited meanwhile
      builder.environment().put("DATELINE_BUILT", "1");
      ManagedProcess started = new ManagedProcess(builder.start(), directory, port);
      Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroy));
      started.await();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await() {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isOpen() || Files.exists(directory.resolve("starting"))) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        String output = String.join(" / ", lines("log")).strip();
        close();
        throw CommandFailedException.unreachable("did not start: " + output);
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  private boolean isOpen() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The lines of a file that the contender has written; empty if it has not. */
  private List<String> lines(String file) {
    try {
      Path path = directory.resolve(file);
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The flags with which {@code ./dateline load} reaches the contender. */
  List<String> loadFlags() {
    List<String> flags = lines("load");
    return flags.isEmpty() ? List.of("--pub-sub", "http://127.0.0.1:" + port) : flags;
  }

  /** The processes before the server, such as a broker; none if items come by HTTP. */
  List<Long> pipeline() {
    return lines("pipeline").stream().map(Long::valueOf).toList();
  }

  List<Long> servers() {
    List<Long> pipeline = pipeline();
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .filter(pid -> !pipeline.contains(pid))
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // in the directory for temporary files: left to the system
    }
  }
}
