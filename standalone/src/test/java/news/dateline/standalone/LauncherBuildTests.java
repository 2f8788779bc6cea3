package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import news.dateline.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./dateline} builds. Its Maven is a script that makes a jar without libraries. */
class LauncherBuildTests {
  @TempDir Path home;

  @Test
  void aBuildThatFailsLeavesNoJarThatCountsAsCurrent() throws Exception {
    try (JavaProcess topics = dateline("exit 1")) {
      assertThat(topics.exitCode()).isEqualTo(1);
      assertThat(topics.lines()).anyMatch(line -> line.startsWith("dateline: the build failed"));
    }

    assertThat(jar()).doesNotExist();
  }

  @Test
  void aBuildThatIsInterruptedLeavesNoJarThatCountsAsCurrent() throws Exception {
    try (JavaProcess topics = dateline("exec sleep 60")) {
      await().until(() -> Files.exists(jar()));
      ProcessHandle.of(topics.pid()).orElseThrow().descendants().forEach(ProcessHandle::destroy);
      assertThat(topics.exitCode()).isEqualTo(1);
    }

    assertThat(jar()).doesNotExist();
  }

  private Path jar() {
    return home.resolve("standalone/target/dateline-standalone.jar");
  }

  /**
   * Starts the launcher.
   *
   * @param end the last command of Maven
   */
  private JavaProcess dateline(String end) throws IOException {
    Files.createDirectories(jar().getParent());
    Files.copy(Path.of("../dateline"), home.resolve("dateline"));
    Files.writeString(home.resolve("mvnw"), "#!/bin/sh\n: >'" + jar() + "'\n" + end + "\n");
    for (String program : new String[] {"dateline", "mvnw"}) {
      assertThat(home.resolve(program).toFile().setExecutable(true)).isTrue();
    }
    ProcessBuilder topics = new ProcessBuilder(home.resolve("dateline").toString(), "topics");
    topics.environment().remove("DATELINE_BUILT");
    return JavaProcess.start(topics);
  }
}
