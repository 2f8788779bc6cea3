package news.dateline.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import news.dateline.client.Shell;
import news.dateline.events.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyTests {
  private static final String WRITING = "publish,update,typo,retract";

  @TempDir private Path directory;
  private Shell shell;

  @Test
  void provesACleanService() throws IOException {
    assertThat(verify(FakeDateline.Fault.NONE, WRITING + ",hold")).isZero();

    assertThat(shell.out()).contains("PROVEN: nothing missed, doubled, reordered or early");
    JsonNode report = report();
    assertThat(report.path("proven").asBoolean()).isTrue();
    assertThat(report.path("changes").asLong()).isGreaterThan(30);
    assertThat(report.path("happenings").path("connected").asLong()).isGreaterThanOrEqualTo(8);
    assertThat(report.path("published").path("count").asLong()).isPositive();
    assertThat(report.path("released").path("count").asLong()).isPositive();
    assertThat(report.path("violations").isEmpty()).isTrue();
  }

  @Test
  void catchesADroppedChange() throws IOException {
    assertThat(verify(FakeDateline.Fault.DROPPED, WRITING)).isEqualTo(1);
    assertThat(found()).contains("missed");
    assertThat(shell.out()).contains("VIOLATED: ").contains(", seq 12, item v");
  }

  @Test
  void catchesADoubledChange() throws IOException {
    assertThat(verify(FakeDateline.Fault.DOUBLED, WRITING)).isEqualTo(1);
    assertThat(found()).containsOnly("doubled");
  }

  @Test
  void catchesAReorderedChange() throws IOException {
    assertThat(verify(FakeDateline.Fault.REORDERED, WRITING)).isEqualTo(1);
    assertThat(found()).contains("reordered");
  }

  @Test
  void catchesAnItemShownBeforeItsTime() throws IOException {
    assertThat(verify(FakeDateline.Fault.EARLY, "publish,hold")).isEqualTo(1);
    assertThat(found()).containsOnly("early");
  }

  @Test
  void catchesARetractedItemThatIsStillShown() throws IOException {
    assertThat(verify(FakeDateline.Fault.LEAKED, WRITING)).isEqualTo(1);
    assertThat(found()).containsOnly("leaked");
  }

  @Test
  void catchesARepeatedCallThatIsDoneAgain() throws IOException {
    assertThat(verify(FakeDateline.Fault.TWICE, WRITING)).isEqualTo(1);
    assertThat(found()).contains("outcome");
  }

  @Test
  void catchesAStreamThatFallsSilent() throws IOException {
    try (FakeDateline dateline = new FakeDateline(FakeDateline.Fault.SILENT)) {
      assertThat(run(dateline, WRITING, "--silence", "2s")).isEqualTo(1);
    }
    assertThat(found()).containsOnly("silent");
  }

  @Test
  void saysWhereNobodyAnswers() {
    shell = new Shell(directory, Testbed::run);

    int exit = shell.run("verify", "--feed-url", "http://127.0.0.1:1", "--token-file", token());

    assertThat(exit).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("nothing answers at http://127.0.0.1:1\n");
  }

  @Test
  void provesNothingWhereAKillFails() {
    try (FakeDateline dateline = new FakeDateline(FakeDateline.Fault.NONE)) {
      assertThat(run(dateline, WRITING, "--kill", "exit 3", "--start", "true")).isEqualTo(2);
    }
    assertThat(shell.err()).endsWith("--kill 'exit 3' did not succeed\n");
  }

  @Test
  void killsAndStartsWhatItIsTold() throws IOException {
    Path log = directory.resolve("log");
    try (FakeDateline dateline = new FakeDateline(FakeDateline.Fault.NONE)) {
      String[] breaking = {
        "--kill", "echo kill >>" + log, "--start", "echo start >>" + log, "--down", "10ms"
      };
      assertThat(run(dateline, WRITING, breaking)).isZero();
    }
    assertThat(Files.readAllLines(log)).containsExactly("kill", "start", "kill", "start");
    assertThat(report().path("silences").size()).isEqualTo(2);
    assertThat(report().path("silences").path(1).path("waits").path("count").asLong()).isPositive();
  }

  private int verify(FakeDateline.Fault fault, String acts) {
    try (FakeDateline dateline = new FakeDateline(fault)) {
      return run(dateline, acts);
    }
  }

  private int run(FakeDateline dateline, String acts, String... more) {
    shell = new Shell(directory, Testbed::run);
    List<String> all = new ArrayList<>(List.of("verify", "--feed-url", dateline.url()));
    all.addAll(List.of("--desk", dateline.url(), "--token-file", token(), "--acts", acts));
    all.addAll(List.of("--subscribers", "8", "--duration", "1s", "--rate", "80", "--seed", "1"));
    all.addAll(List.of("--no-filters", "--json", directory.resolve("report.json").toString()));
    all.addAll(List.of(more));
    return shell.run(all.toArray(String[]::new));
  }

  private String token() {
    return directory.resolve("editor-token").toString();
  }

  private JsonNode report() throws IOException {
    return Json.mapper().readTree(Files.readString(directory.resolve("report.json")));
  }

  private List<String> found() throws IOException {
    return report().path("found").values().stream()
        .map(violation -> violation.path("kind").asString())
        .distinct()
        .toList();
  }
}
