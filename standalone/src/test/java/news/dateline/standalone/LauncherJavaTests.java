package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which JDK {@code ./dateline} starts. Its JDKs are scripts that print their version and flags. */
class LauncherJavaTests {
  private static final String TARGET = "standalone/target/dateline-standalone.";

  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    Files.copy(Path.of("../dateline"), home.resolve("dateline"));
    assertThat(home.resolve("dateline").toFile().setExecutable(true)).isTrue();
    Files.createDirectories(home.resolve("standalone/target/lib"));
    Files.createFile(home.resolve(TARGET + "jar"));
    jdk("17.0.15");
  }

  @Test
  void aServiceRunsOnJavaHomeIfThatIsVersion25() throws Exception {
    try (JavaProcess run = dateline("run", Map.of("JAVA_HOME", jdk("25.0.3").toString()))) {
      assertPrints(run, "JDK 25.0.3");
      assertThat(run.lines()).noneMatch(line -> line.startsWith("dateline:"));
    }
  }

  @Test
  void aServiceRunsOnALaterJdkThanThatOfJavaHomeAndSaysWhich() throws Exception {
    Path later = jdk(".sdkman/candidates/java/", "26");

    try (JavaProcess run = dateline("run", Map.of("JAVA_HOME", jdk("17.0.15").toString()))) {
      assertPrints(run, "JDK 26");
      assertPrints(run, "dateline: runs on JDK 26: " + later.resolve("bin/java"));
    }
  }

  @Test
  void aServiceRunsOnTheJavaThatIsNamedWhateverItsVersion() throws Exception {
    String named = jdk("17.0.15").resolve("bin/java").toString();

    try (JavaProcess run =
        dateline("run", Map.of("JAVA_HOME", jdk("25").toString(), "DATELINE_JAVA", named))) {
      assertPrints(run, "JDK 17.0.15");
    }
  }

  @Test
  void allOtherCommandsRunOnJavaHomeWithoutAWord() throws Exception {
    jdk(".sdkman/candidates/java/", "25");

    try (JavaProcess topics = dateline("topics", Map.of("JAVA_HOME", jdk("17").toString()))) {
      assertPrints(topics, "JDK 17");
      assertThat(topics.lines()).noneMatch(line -> line.startsWith("dateline:"));
    }
  }

  @Test
  void anOlderJavaThan17IsRefused() throws Exception {
    try (JavaProcess run = dateline("run", Map.of("DATELINE_JAVA", jdk("11.0.2").toString()))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertPrints(run, "dateline: java is version 11, Dateline needs 17 or later");
    }
  }

  @ParameterizedTest
  @CsvSource({"25.0.3, aot, -XX:AOTCache=", "17.0.15, jsa, -XX:SharedArchiveFile="})
  void aStartUsesTheCacheOfItsBuild(String version, String file, String flag) throws Exception {
    Files.createFile(home.resolve(TARGET + file));

    try (JavaProcess run = dateline("run", Map.of("DATELINE_JAVA", jdk(version).toString()))) {
      assertPrints(run, flag + home.resolve(TARGET + file));
      assertThat(run.lines()).noneMatch(line -> line.startsWith("dateline:"));
    }
  }

  @Test
  void aStartOfANewerBuildThanThatOfTheCacheSaysItOnceAndGoesWithout() throws Exception {
    Files.createFile(home.resolve(TARGET + "aot"));
    FileTime later = FileTime.from(Instant.now().plusSeconds(1));
    Files.setLastModifiedTime(home.resolve(TARGET + "jar"), later);

    try (JavaProcess run = dateline("run", Map.of("JAVA_HOME", jdk("25.0.3").toString()))) {
      assertPrints(run, "run");
      assertThat(run.lines()).noneMatch(line -> line.contains("AOTCache"));
      assertThat(run.lines()).filteredOn(line -> line.startsWith("dateline:")).hasSize(1);
    }
  }

  @Test
  void aJdkThatDoesNotStartIsPassedOver() throws Exception {
    Path broken = jdk(".sdkman/candidates/java/", "25").resolve("bin/java");
    Files.writeString(broken, "#!/bin/sh\nexit 1\n");
    Path other = jdk(".jdks/", "26");

    try (JavaProcess run = dateline("run", Map.of("JAVA_HOME", jdk("17.0.15").toString()))) {
      assertPrints(run, "dateline: runs on JDK 26: " + other.resolve("bin/java"));
    }
  }

  @Test
  void aJdkThatLacksWhatTheOptionsSwitchOnIsPassedOver() throws Exception {
    refuse(jdk(".sdkman/candidates/java/", "25"), "*-version*", "*UseShenandoahGC*");
    jdk(".jdks/", "26");

    try (JavaProcess run = dateline("run", Map.of("DATELINE_JAVA_OPTS", "-XX:+UseShenandoahGC"))) {
      assertPrints(run, "JDK 26");
    }
  }

  @Test
  void aJdkIsAskedWithoutTheVariablesInWhichADebuggerMayBe() throws Exception {
    Path later = jdk(".sdkman/candidates/java/", "25").resolve("bin/java");
    String asked =
        "#!/bin/sh\n[ -z \"$JAVA_TOOL_OPTIONS\" ] || [ $1 != --add-modules ] || exit 1\n";
    Files.writeString(later, Files.readString(later).replace("#!/bin/sh\n", asked));

    String debugger = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y";
    try (JavaProcess run = dateline("run", Map.of("JAVA_TOOL_OPTIONS", debugger))) {
      assertPrints(run, "JDK 25");
    }
  }

  @Test
  void aJavaThatIsALinkToAProgramOfAnotherNameIsStartedByItsOwnName() throws Exception {
    Path dispatcher = home.resolve("dispatcher");
    String script = "#!/bin/sh\n[ ${0##*/} = java ] && printf '%s\\n' 'version \"26\"' \"$@\"\n";
    Files.writeString(dispatcher, script);
    assertThat(dispatcher.toFile().setExecutable(true)).isTrue();
    Path shim = Files.createSymbolicLink(home.resolve("java"), dispatcher);

    try (JavaProcess run = dateline("run", Map.of("DATELINE_JAVA", shim.toString()))) {
      assertThat(run.exitCode()).as("%s", run.lines()).isZero();
      assertPrints(run, "run");
    }
  }

  @Test
  void theJavaThatIsNamedMayBeAJdk() throws Exception {
    String jdk = jdk("25").toString();

    try (JavaProcess run = dateline("run", Map.of("DATELINE_JAVA", jdk))) {
      assertPrints(run, "JDK 25");
    }
  }

  @Test
  void aJavaThatIsNamedAndDoesNotExistIsRefusedWithTheNameOfTheVariable() throws Exception {
    try (JavaProcess run = dateline("run", Map.of("DATELINE_JAVA", "/nonexistent"))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertPrints(run, "dateline: DATELINE_JAVA is neither a java nor a JDK: /nonexistent");
    }
  }

  @Test
  void aJavaHomeWithoutAJavaCountsAsNone() throws Exception {
    try (JavaProcess topics = dateline("topics", Map.of("JAVA_HOME", "/nonexistent"))) {
      assertPrints(topics, "JDK 17.0.15");
    }
  }

  @Test
  void aCacheThatTheJvmRefusesIsOneLineWithItsReasonAndAStartWithout() throws Exception {
    Files.createFile(home.resolve(TARGET + "aot"));
    Path jdk = jdk("25");
    refuse(jdk, "*AOTMode=on*", "*");

    try (JavaProcess run = dateline("run", Map.of("JAVA_HOME", jdk.toString()))) {
      assertPrints(run, "run");
      String cache = home.resolve(TARGET + "aot").toString();
      assertThat(run.lines())
          .noneMatch(line -> line.startsWith("-XX:AOTCache"))
          .filteredOn(line -> line.contains(cache))
          .containsExactly("dateline: this start goes without " + cache + ": not with these");
    }
  }

  @Test
  void theJvmIsAskedOnceWhetherItTakesTheCacheWithTheSameOptions() throws Exception {
    Files.createFile(home.resolve(TARGET + "aot"));
    Path jdk = jdk("25");
    for (String options : List.of("-Xmx1g", "-Xmx1g", "-Xmx2g")) {
      Map<String, String> variables =
          Map.of("JAVA_HOME", jdk.toString(), "DATELINE_JAVA_OPTS", options);
      try (JavaProcess run = dateline("run", variables)) {
        assertThat(run.exitCode()).isZero();
      }
    }

    assertThat(Files.readAllLines(home.resolve("starts")))
        .filteredOn(line -> line.contains("AOTMode=on"))
        .hasSize(2);
  }

  /** Makes the JDK fail if both patterns match what it is started with. */
  private static void refuse(Path jdk, String pattern, String and) throws IOException {
    Path java = jdk.resolve("bin/java");
    String check =
        "case \"$*\" in %s) case \"$*\" in %s) echo not with these; exit 1;; esac;; esac";
    String script = "#!/bin/sh\n" + check.formatted(pattern, and) + "\n";
    Files.writeString(java, Files.readString(java).replace("#!/bin/sh\n", script));
  }

  /** Makes a JDK whose java prints its version and what it is started with, a line each. */
  private Path jdk(String version) throws IOException {
    return jdk("", version);
  }

  private Path jdk(String directory, String version) throws IOException {
    Path jdk = home.resolve(directory + "jdk-" + version);
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Files.writeString(
        java,
        "#!/bin/sh\necho \"$*\" >>$HOME/starts\necho JDK " + version + "\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }

  private JavaProcess dateline(String command, Map<String, String> variables) {
    ProcessBuilder run = new ProcessBuilder(home.resolve("dateline").toString(), command);
    run.environment()
        .keySet()
        .removeIf(name -> name.startsWith("DATELINE_") || name.endsWith("_OPTIONS"));
    run.environment().putAll(Map.of("DATELINE_BUILT", "1", "HOME", home.toString()));
    String path = home.resolve("jdk-17.0.15/bin") + ":" + System.getenv("PATH");
    run.environment().put("PATH", path);
    run.environment().putAll(variables);
    return JavaProcess.start(run);
  }

  private static void assertPrints(JavaProcess process, String line) {
    await().untilAsserted(() -> assertThat(process.lines()).contains(line));
  }
}
