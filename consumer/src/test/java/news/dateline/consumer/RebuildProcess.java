package news.dateline.consumer;

import java.nio.file.Path;
import java.util.List;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.JavaProcess;

/**
 * A rebuild as a process of its own, which a test can kill. Prints the number of decided events.
 */
final class RebuildProcess {
  private RebuildProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    new Rebuild(KafkaSettings.of(arguments[0]), TestProperties.rebuild(Path.of(arguments[1])))
        .run(System.out::println);
    System.out.println("done");
  }

  static JavaProcess start(String kafka, Path stateDir) {
    return JavaProcess.start(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            RebuildProcess.class.getName(),
            kafka,
            stateDir.toString()));
  }
}
