package news.dateline.producer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import news.dateline.testsupport.JavaProcess;

/** Starts the producer as a process of its own, which a test can kill. */
final class ProducerProcess {
  private ProducerProcess() {}

  /**
   * Starts it on free ports and returns at once.
   *
   * @param directory gets the editor token
   */
  static JavaProcess start(String kafka, Path directory, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ProducerApplication.class.getName(),
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + kafka,
                "--dateline.desk.token-file=" + directory.resolve("editor-token")));
    arguments.addAll(List.of(settings));
    return JavaProcess.start(arguments);
  }
}
