package news.dateline.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The consumer as a JVM of its own, to be killed. */
final class ConsumerProcess implements AutoCloseable {
  private final Process process;

  private ConsumerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param directory holds its state and, beside it, its log; the same one for the same instance
   */
  static ConsumerProcess start(String kafka, String instance, Path directory, String... settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerApplication.class.getName(),
                "--server.port=0",
                "--dateline.kafka.bootstrap-servers=" + kafka,
                "--dateline.consumer.instance=" + instance,
                "--dateline.consumer.state-dir=" + directory.resolve(instance)));
    command.addAll(List.of(settings));
    try {
      return new ConsumerProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve(instance + ".log").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As kill -9 does it. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
