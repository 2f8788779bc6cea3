package news.dateline.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A program in a small JVM of its own, which a test can kill. Closing it kills it. Keeps every line
 * of its output and of its errors.
 */
public final class JavaProcess implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private JavaProcess(Process process) {
    this.process = process;
    new Thread(this::collect, "output").start();
  }

  /** Starts {@code java} with the arguments, after flags for a quick start and a small heap. */
  public static JavaProcess start(List<String> arguments) {
    return start(Map.of(), arguments);
  }

  /** Starts {@code java} as {@link #start(List)} does, with these further variables. */
  public static JavaProcess start(Map<String, String> variables, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    ProcessBuilder java = new ProcessBuilder(command);
    java.environment().putAll(variables);
    return start(java);
  }

  /** Starts a command that becomes a JVM, such as a script. */
  public static JavaProcess start(ProcessBuilder command) {
    try {
      return new JavaProcess(command.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the program has printed this line; fails if it ends before. */
  public void awaitLine(String line) {
    await()
        .atMost(TIMEOUT)
        .failFast(
            "the process has ended", () -> assertThat(process.isAlive()).as("%s", lines).isTrue())
        .until(() -> lines.contains(line));
  }

  public List<String> lines() {
    return lines;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process as {@code kill -9} does, and waits for its end. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks the process to end; returns true if it did within the time. */
  public boolean stopsWithin(Duration time) throws InterruptedException {
    process.destroy();
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for the process to end by itself. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + lines);
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> !lines.isEmpty());
    return process.exitValue();
  }

  private void collect() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // killed in the middle of a line
    }
  }

  @Override
  public void close() {
    kill();
  }
}
