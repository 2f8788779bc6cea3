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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import news.dateline.cli.terminal.CommandFailedException;

/** A process that was started, with all it started. It is told to end when we end. */
final class ManagedProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration FAREWELL = Duration.ofSeconds(15);

  private final Process process;
  private final Path log;

  private ManagedProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a command; what it says goes into the file. */
  static ManagedProcess start(List<String> command, Path log) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // what runs was built when this command was: all rounds run the same
      builder.environment().put("DATELINE_BUILT", "1");
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return new ManagedProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once it is ready; ends it and fails where it dies before, or takes too long. */
  ManagedProcess await(BooleanSupplier ready) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        close();
        throw CommandFailedException.unreachable("did not start: " + said());
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return this;
  }

  /** Returns once it listens on this machine's port. */
  ManagedProcess awaitPort(int port) {
    return await(() -> isOpen(port));
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What it said so far, in one line. */
  String said() {
    try {
      return Files.readString(log).strip().replaceAll("\\s*\\R\\s*", " / ");
    } catch (IOException e) {
      return "nothing";
    }
  }

  /** It and its descendants. */
  List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
