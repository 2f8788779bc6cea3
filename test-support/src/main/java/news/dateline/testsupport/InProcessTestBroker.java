package news.dateline.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;

/** The in-process broker with a temporary directory, which is deleted when it is closed. */
record InProcessTestBroker(InProcessBroker broker, Path directory) implements TestBroker {
  static InProcessTestBroker start() {
    try {
      Path directory = Files.createTempDirectory("dateline-test-broker");
      return new InProcessTestBroker(
          InProcessBroker.start(new InProcessBroker.Settings(directory, "127.0.0.1", 0)),
          directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() {
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "the in-process KRaft broker at " + bootstrapServers();
  }
}
