package news.dateline.standalone;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the JDK that {@code ./dateline} chooses here: 25 or later if there is one, otherwise 17. */
@EnabledOnOs(OS.LINUX)
class ArchiveIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  @TempDir static Path home;

  @TempDir Path data;

  @BeforeAll
  static void archive() throws Exception {
    install();
    try (JavaProcess archive = JavaProcess.start(dateline(List.of("archive")))) {
      await().atMost(TIMEOUT).until(() -> !archive.isAlive());
      assertThat(archive.exitCode()).as("%s", archive.lines()).isZero();
    }
    assertThat(archived()).isNotEmptyFile();
    assertThat(home.resolve("standalone/target").toFile().list())
        .noneMatch(name -> name.startsWith("tmp."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-XX:MaxRAM=512m -Xmx400m", "-XX:MaxRAM=100g"})
  void aStartUsesWhatArchiveHasWrittenOnMachinesOfAllSizes(String options) throws Exception {
    try (JavaProcess service = JavaProcess.start(run(options))) {
      service.awaitLine("Dateline is ready");
      assertThat(Files.readString(Path.of("/proc/" + service.pid() + "/maps")))
          .contains(archived().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseZGC",
        "-Xms6m -Xmx400m",
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n"
      })
  void aStartWithOptionsThatTheCacheIsNotForSaysSoInOneLine(String options) throws Exception {
    assumeThat(archived().toString()).endsWith(".aot");
    try (JavaProcess service = JavaProcess.start(run(options))) {
      service.awaitLine("Dateline is ready");
      assertThat(service.lines())
          .filteredOn(line -> line.contains(".aot") || line.contains("[aot"))
          .singleElement(as(STRING))
          .startsWith("dateline: this start goes without " + archived() + ": ");
    }
  }

  private ProcessBuilder run(String options) {
    List<String> arguments = DatelineProcess.run(List.of(), data);
    ProcessBuilder run = dateline(arguments.subList(2, arguments.size()));
    run.environment().put("DATELINE_JAVA_OPTS", options);
    return run;
  }

  /** Returns the file that the JVM has written. */
  private static Path archived() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("standalone/target"))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
          .findAny()
          .orElseThrow();
    }
  }

  /** Makes a directory like that of the sources, so that other tests start without the archive. */
  private static void install() throws IOException {
    Files.copy(Path.of("../dateline"), home.resolve("dateline"));
    assertThat(home.resolve("dateline").toFile().setExecutable(true)).isTrue();
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("dateline"), home.resolve("dateline"));
    Path target = Files.createDirectories(home.resolve("standalone/target"));
    for (String file : List.of("dateline-standalone.jar", "lib")) {
      Path built = Path.of("target/" + file).toRealPath();
      Files.createSymbolicLink(target.resolve(file), built);
    }
    // without the load of the training, which takes a minute; the start and the stop are learned
    Path load = Files.createDirectories(home.resolve("testbed/training")).resolve("load");
    String addresses = "case $1,$2 in http://*:*,http://*:*) ;; *) exit 1 ;; esac\n";
    Files.writeString(load, "#!/bin/sh\n" + addresses + "[ -s \"$3\" ]\n");
    assertThat(load.toFile().setExecutable(true)).isTrue();
  }

  private static ProcessBuilder dateline(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/dateline").toString()));
    command.addAll(arguments);
    ProcessBuilder dateline = new ProcessBuilder(command);
    dateline.environment().put("DATELINE_BUILT", "1");
    return dateline;
  }
}
