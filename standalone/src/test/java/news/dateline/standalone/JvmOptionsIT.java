package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to run Dateline works with the variables in which the JVM looks for options. */
class JvmOptionsIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Map<String, String> ALL =
      Map.of(
          "JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC",
          "JDK_JAVA_OPTIONS", "-Ddateline.test=1",
          "_JAVA_OPTIONS", "-Xmx400m");

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void theLauncherLeavesCollectorAndHeapToAVariableThatNamesThem(String variable) {
    ProcessBuilder run = launcher();
    run.environment().put(variable, "-XX:+UseParallelGC -Xms32m -Xmx400m");
    run.environment().put("DATELINE_JAVA_OPTS", "-Xlog:gc*:stdout:none");

    try (JavaProcess dateline = JavaProcess.start(run)) {
      dateline.awaitLine("Using Parallel");
      dateline.awaitLine("Heap Max Capacity: 400M");
    }
  }

  @Test
  void theLauncherSizesTheHeapFromTheMachineIfNothingIsSaid() {
    ProcessBuilder run = launcher();
    ALL.keySet().forEach(run.environment()::remove);
    run.environment().put("DATELINE_JAVA_OPTS", "-XX:MaxRAM=2g -Xlog:gc*:stdout:none");

    try (JavaProcess dateline = JavaProcess.start(run)) {
      dateline.awaitLine("Using Serial");
      dateline.awaitLine("Heap Max Capacity: 1G");
    }
  }

  @Test
  void theJarOfEverythingStartsWithAllVariables() {
    ProcessBuilder run = new ProcessBuilder(command(DatelineProcess.run(List.of(), data)));
    run.environment().putAll(ALL);

    try (JavaProcess dateline = JavaProcess.start(run)) {
      dateline.awaitLine("Dateline is ready");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "producer", "feed-api"})
  void theJarOfEachServiceStartsWithAllVariables(String service) {
    ProcessBuilder run =
        new ProcessBuilder(
            command(
                List.of(
                    "-jar",
                    Installation.bootJar(service).toString(),
                    "--server.port=0",
                    "--management.server.port=" + (service.equals("consumer") ? "" : "0"),
                    "--dateline.desk.token-file=" + data.resolve("editor-token"),
                    "--dateline.consumer.state-dir=" + data.resolve("state"),
                    "--spring.kafka.bootstrap-servers=127.0.0.1:9")));
    run.environment().putAll(ALL);

    try (JavaProcess started = JavaProcess.start(run)) {
      await()
          .atMost(TIMEOUT)
          .failFast(
              "the process has ended",
              () -> assertThat(started.isAlive()).as("%s", started.lines()).isTrue())
          .until(() -> started.lines().stream().anyMatch(line -> line.contains(" Started ")));
    }
  }

  @Test
  void aShortCommandStartsWithAllVariables() throws Exception {
    ProcessBuilder help = new ProcessBuilder("../dateline", "publish", "--help");
    help.environment().putAll(ALL);
    help.environment().put("DATELINE_BUILT", "1");

    try (JavaProcess publish = JavaProcess.start(help)) {
      assertThat(publish.exitCode()).isZero();
      assertThat(publish.lines()).anyMatch(line -> line.startsWith("Usage: dateline publish"));
    }
  }

  @Test
  void aShortCommandWritesTheClassArchiveThatAllShortCommandsStartWith() throws Exception {
    Path archive = Path.of("../cli/target/dateline-cli.jsa");
    Files.deleteIfExists(archive);
    ProcessBuilder help = new ProcessBuilder("../dateline", "watch", "--help");
    help.environment().put("DATELINE_BUILT", "1");

    try (JavaProcess watch = JavaProcess.start(help)) {
      assertThat(watch.exitCode()).isZero();
      assertThat(archive).isNotEmptyFile();
    }
  }

  private ProcessBuilder launcher() {
    List<String> command = new ArrayList<>(List.of("../dateline"));
    List<String> arguments = DatelineProcess.run(List.of(), data);
    command.addAll(arguments.subList(2, arguments.size()));
    ProcessBuilder run = new ProcessBuilder(command);
    run.environment().put("DATELINE_BUILT", "1");
    return run;
  }

  private static List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(arguments);
    return command;
  }
}
