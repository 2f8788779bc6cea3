package news.dateline.consumer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import news.dateline.testsupport.JavaProcess;

/** Starts the consumer as a process of its own. */
final class ConsumerProcess {
  private ConsumerProcess() {}

  /**
   * Starts it and returns at once.
   *
   * @param directory holds the state of each instance; the same one for the same instance
   */
  static JavaProcess start(String kafka, String instance, Path directory, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerApplication.class.getName(),
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + kafka,
                "--dateline.consumer.replication-factor=1",
                "--dateline.consumer.instance=" + instance,
                "--dateline.consumer.state-dir=" + directory.resolve(instance)));
    arguments.addAll(List.of(settings));
    return JavaProcess.start(arguments);
  }
}
