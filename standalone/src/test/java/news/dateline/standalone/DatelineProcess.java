package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code ./dateline run} in a JVM of its own, so that it can be killed. */
final class DatelineProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private DatelineProcess(Process process) {
    this.process = process;
    new Thread(this::collect, "output").start();
  }

  /** Starts it and returns at once. */
  static DatelineProcess launch(Path data, String... flags) {
    return launch("run", data, flags);
  }

  /** {@code ./dateline rebuild}. */
  static DatelineProcess rebuild(Path data) {
    return launch("rebuild", data);
  }

  private static DatelineProcess launch(String name, Path data, String... flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "target/dateline-standalone.jar",
                name,
                "--data",
                data.toString()));
    command.addAll(List.of(flags));
    try {
      return new DatelineProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it on free ports and returns when it is ready. */
  static DatelineProcess start(Path data, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--feed-port",
                "0",
                "--desk-port",
                "0",
                "--kafka-port",
                "0",
                "--management-port",
                "0"));
    all.addAll(List.of(flags));
    DatelineProcess started = launch(data, all.toArray(String[]::new));
    started.awaitReady();
    return started;
  }

  void awaitReady() {
    await()
        .atMost(START)
        .failFast("it ended: " + lines, () -> !process.isAlive())
        .until(() -> lines.contains("Dateline is ready"));
  }

  /** The address printed after this word. */
  String printed(String word) {
    Pattern line = Pattern.compile("\\s*" + word + "\\s+(\\S+).*");
    return lines.stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  String page() {
    return printed("page").replaceAll("/$", "");
  }

  String desk() {
    return printed("desk").replaceAll("/$", "");
  }

  /** What the management port tells. */
  String metrics() throws IOException {
    URI metrics = URI.create(printed("health").replaceAll("health$", "prometheus"));
    try (InputStream text = metrics.toURL().openStream()) {
      return new String(text.readAllBytes(), UTF_8);
    }
  }

  List<String> lines() {
    return lines;
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ctrl-C's gentler sister; whether it ended within the time. */
  boolean stopsWithin(Duration time) throws InterruptedException {
    process.destroy();
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for it to end by itself. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + lines);
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> !lines.isEmpty());
    return process.exitValue();
  }

  private void collect() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // killed in mid-line
    }
  }

  @Override
  public void close() {
    kill();
  }
}
