package news.dateline.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import news.dateline.client.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTests {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ABSENT = "echo 'no such thing here: apt-get install it'; exit 3";

  @TempDir private Path home;
  private final Shell shell = new Shell(Testbed::run);

  @BeforeEach
  void begin() throws IOException {
    System.setProperty("dateline.home", home.toString());
    Files.createDirectories(home.resolve("testbed/peers"));
  }

  @AfterEach
  void end() {
    System.clearProperty("dateline.home");
  }

  @Test
  void comparesTheAvailableContendersUnderTheSameLoad() throws IOException {
    contender("floor", serving("floor 1.0"));
    contender("nchan", serving("nchan 2.0"));
    contender("gone", ABSENT);
    Path page = home.resolve("page.md");

    assertThat(compare("floor,nchan:2,gone", "--output", page.toString())).isZero();

    assertThat(Files.readString(page)).isEqualTo(shell.out());
    assertThat(shell.out())
        .startsWith(
            "## Fan-out compared\n\nWritten by `./dateline compare --peers floor,nchan:2,gone")
        .containsPattern("\\| `floor` \\| 5 \\| [0-9.]+ \\([0-9.]+ – [0-9.]+\\) \\|.*\\| 0 \\|\n")
        .containsPattern("\\| `nchan` \\| 2 \\| .*\\| 0 \\|\n")
        .contains("- `floor`: floor 1.0\n")
        .contains("- `gone` is not in it: no such thing here: apt-get install it\n");
    assertThat(shell.err().lines())
        .containsExactly(
            "round 1 of 2: floor",
            "round 1 of 2: nchan",
            "round 2 of 2: floor",
            "round 2 of 2: nchan");
  }

  @Test
  void reportsTheFirstFiveSecondsBesideTheOthers() throws IOException {
    contender("nchan", serving("nchan 2.0"));

    assertThat(compare("nchan", "--subscribers", "1", "--rate", "10", "--warm-up", "50")).isZero();

    assertThat(shell.out())
        .contains("| first five seconds: µs CPU per delivery | p99 ms |")
        .containsPattern("\\| `nchan` \\| 1 (\\|[^|]*){7}\\| [0-9.]+ \\|.*\\| 0 \\|\n");
  }

  @Test
  void alternatesSubscribersAndChangesAmongFeeds() throws IOException {
    contender("nchan", serving("nchan 2.0"));

    // a change in another stream than its subscribers would be missing
    assertThat(compare("nchan", "--feeds", "3")).isZero();

    assertThat(shell.out())
        .contains("--feeds 3")
        .containsPattern("\\| `nchan` \\| 5 \\| .*\\| 0 \\|\n");
  }

  @Test
  void leavesOutAContenderThatCannotHaveSoManyFeeds() throws IOException {
    contender("nchan", serving("nchan 2.0"));
    contender("single", "[ $2 = 1 ] || { echo it has one feed only; exit 3; }");

    assertThat(compare("nchan,single", "--feeds", "2")).isZero();

    assertThat(shell.out()).contains("- `single` is not in it: it has one feed only\n");
  }

  @Test
  void replacesItsSectionOfAPage() throws IOException {
    Path page = home.resolve("page.md");
    String marked =
        "# Mine\n<!-- ./dateline compare writes from here … -->\n%s<!-- … to here -->\nEnd\n";
    Files.writeString(page, marked.formatted("old\n"));

    compare("none", "--output", page.toString());

    assertThat(Files.readString(page)).isEqualTo(marked.formatted(shell.out()));
  }

  @Test
  void refusesAFlagThatLoadDoesNotHaveBeforeItStartsAContender() throws IOException {
    contender("floor", "touch " + home.resolve("started"));

    assertThat(compare("floor", "--bogus", "1")).isEqualTo(2);

    assertThat(shell.err()).startsWith("Unknown option");
    assertThat(home.resolve("started")).doesNotExist();
  }

  @Test
  void failsIfNoContenderIsAvailable() throws IOException {
    contender("gone", ABSENT);

    assertThat(compare("gone")).isEqualTo(2);
    assertThat(shell.out()).contains("`gone` is not in it: no such thing here");
  }

  @Test
  void printsTheOutputOfAContenderThatDoesNotStart() throws IOException {
    contender("broken", "[ $1 = --version ] && echo 1 && exit 0\necho out of luck; exit 1");

    assertThat(compare("broken")).isEqualTo(2);
    assertThat(shell.err()).endsWith("did not start: out of luck\n");
  }

  @Test
  void endsTheContenderWhenItIsEnded() throws Exception {
    contender("floor", serving("floor 1.0"));
    String port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Ddateline.home=" + home);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Testbed.class.getName());
    command.addAll(flags("floor", port, "--warm-up", "100000"));
    Process compare =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      await().atMost(SOON).until(() -> isOpen(port));
      ProcessHandle floor = compare.children().findFirst().orElseThrow();

      compare.destroy();

      await().atMost(SOON).until(() -> !floor.isAlive());
    } finally {
      compare.descendants().forEach(ProcessHandle::destroyForcibly);
      compare.destroyForcibly();
    }
  }

  private int compare(String peers, String... more) throws IOException {
    return shell.run(flags(peers, freePort(), more).toArray(String[]::new));
  }

  private static List<String> flags(String peers, String port, String... more) {
    List<String> flags = new ArrayList<>(List.of("compare", "--peers", peers, "--port", port));
    String load = "--subscribers 5 --rate 100 --size 300 --warm-up 10 --publishes 20 --rounds 2";
    flags.addAll(List.of(load.split(" ")));
    flags.addAll(List.of(more));
    return flags;
  }

  private void contender(String name, String script) throws IOException {
    Path file = home.resolve("testbed/peers").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static String serving(String version) {
    return """
        [ $1 = --version ] && echo %s && exit 0
        exec '%s/bin/java' -cp '%s' news.dateline.testbed.FakeContender $1"""
        .formatted(version, System.getProperty("java.home"), System.getProperty("java.class.path"));
  }

  private static boolean isOpen(String port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
