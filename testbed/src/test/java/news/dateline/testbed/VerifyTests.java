package news.dateline.testbed;

import static news.dateline.testbed.verify.violation.Violation.Kind.DOUBLED;
import static news.dateline.testbed.verify.violation.Violation.Kind.EARLY;
import static news.dateline.testbed.verify.violation.Violation.Kind.LEAKED;
import static news.dateline.testbed.verify.violation.Violation.Kind.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import news.dateline.client.Shell;
import news.dateline.events.Json;
import news.dateline.testbed.FakeDateline.Fault;
import news.dateline.testbed.verify.violation.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class VerifyTests {
  private static final String WRITING = "publish,update,typo,retract";

  @TempDir private Path directory;
  private final Shell shell = new Shell(Testbed::run);

  @Test
  void provesACleanService() throws IOException {
    assertThat(verify(Fault.NONE, WRITING + ",hold")).isZero();

    assertThat(shell.out()).contains("PROVEN: nothing missed, doubled, reordered or early");
    JsonNode report = report();
    assertThat(report.path("proven").asBoolean()).isTrue();
    assertThat(report.path("changes").asLong()).isGreaterThan(30);
    assertThat(report.path("connections").path("connected").asLong()).isGreaterThanOrEqualTo(8);
    assertThat(report.path("published").path("count").asLong()).isPositive();
    assertThat(report.path("released").path("count").asLong()).isPositive();
    assertThat(report.path("violations").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Violation.Kind.class)
  void findsAViolationOfEveryKind(Violation.Kind kind) throws IOException {
    assertThat(
            switch (kind) {
              // a later change of the same item could stand for the dropped one
              case MISSED -> verify(Fault.DROPPED, "publish");
              case DOUBLED -> verify(Fault.DOUBLED, WRITING);
              case REORDERED -> verify(Fault.REORDERED, WRITING);
              case EARLY -> verify(Fault.EARLY, "publish,hold");
              case LEAKED -> verify(Fault.LEAKED, WRITING);
              case UNASKED -> verify(Fault.NONE, WRITING, "--allow-resets");
              case RESET -> verify(Fault.RESET, WRITING);
              case POSITION -> verify(Fault.REWOUND, WRITING);
              case DISAGREEMENT -> verify(Fault.TWO_VERSIONS, WRITING);
              case WRONG -> verify(Fault.STALE, WRITING);
              case OUTCOME -> verify(Fault.TWICE, WRITING);
              case SILENT -> verify(Fault.SILENT, WRITING, "--no-filters", "--silence", "2s");
              case MALFORMED -> verify(Fault.UNREADABLE, WRITING);
              case REFUSED -> verify(Fault.REFUSED, WRITING);
            })
        .isEqualTo(1);

    String word = kind.name().toLowerCase(Locale.ROOT);
    assertThat(found()).contains(word);
    assertThat(shell.out()).contains("VIOLATED: ").contains("  " + word + ": ");
    if (Set.of(DOUBLED, EARLY, LEAKED, SILENT).contains(kind)) {
      assertThat(found()).containsOnly(word);
    }
  }

  @Test
  void failsIfNothingAnswers() {
    int exit =
        shell.run(
            "verify", "--feed-url", "http://127.0.0.1:1", "--token-file", shell.token().toString());

    assertThat(exit).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("nothing answers at http://127.0.0.1:1\n");
  }

  @Test
  void provesNothingIfAKillFails() {
    try (FakeDateline dateline = new FakeDateline(Fault.NONE)) {
      assertThat(run(dateline, WRITING, "--no-filters", "--kill", "exit 3", "--start", "true"))
          .isEqualTo(2);
    }
    assertThat(shell.err()).endsWith("--kill 'exit 3' did not succeed\n");
  }

  @Test
  void runsTheCommandsThatKillAndStart() throws IOException {
    Path log = directory.resolve("log");
    try (FakeDateline dateline = new FakeDateline(Fault.NONE)) {
      String[] killing = {
        "--no-filters",
        "--kill",
        "echo kill >>" + log,
        "--start",
        "echo start >>" + log,
        "--down",
        "10ms"
      };
      assertThat(run(dateline, WRITING, killing)).isZero();
    }
    assertThat(Files.readAllLines(log)).containsExactly("kill", "start", "kill", "start");
    assertThat(report().path("outages").size()).isEqualTo(2);
    assertThat(report().path("outages").path(1).path("latency").path("count").asLong())
        .isPositive();
  }

  @Test
  void killsTheNextProcessOnlyWhenEverythingIsReady() throws IOException {
    Path log = directory.resolve("log");
    // everything is ready at the third question
    String ready = "echo ready >>%s; [ $(($(wc -l <%s) %% 4)) = 0 ]".formatted(log, log);
    try (FakeDateline dateline = new FakeDateline(Fault.NONE)) {
      assertThat(
              run(
                  dateline,
                  WRITING,
                  "--no-filters",
                  "--kill",
                  "echo kill >>" + log,
                  "--start",
                  "true",
                  "--down",
                  "10ms",
                  "--ready",
                  ready))
          .isZero();
    }
    assertThat(Files.readAllLines(log))
        .containsExactly("kill", "ready", "ready", "ready", "kill", "ready", "ready", "ready");
  }

  @Test
  void provesNothingIfSomethingIsNotReadyAfterAKill() {
    try (FakeDateline dateline = new FakeDateline(Fault.NONE)) {
      assertThat(
              run(
                  dateline,
                  WRITING,
                  "--no-filters",
                  "--kill",
                  "true",
                  "--start",
                  "true",
                  "--down",
                  "10ms",
                  "--ready",
                  "false",
                  "--patience",
                  "1s"))
          .isEqualTo(2);
    }
    assertThat(shell.err()).endsWith("--ready did not succeed within --patience after 'true'\n");
  }

  /** Verifies a service with a fault. Without further flags no subscriber has a filter. */
  private int verify(Fault fault, String operations, String... flags) {
    try (FakeDateline dateline = new FakeDateline(fault)) {
      return run(dateline, operations, flags.length == 0 ? new String[] {"--no-filters"} : flags);
    }
  }

  private int run(FakeDateline dateline, String operations, String... flags) {
    List<String> all = new ArrayList<>(List.of("verify", "--feed-url", dateline.url()));
    all.addAll(
        List.of(
            "--desk",
            dateline.url(),
            "--token-file",
            shell.token().toString(),
            "--acts",
            operations));
    all.addAll(List.of("--subscribers", "8", "--duration", "1s", "--rate", "80", "--seed", "1"));
    all.addAll(List.of("--json", directory.resolve("report.json").toString()));
    all.addAll(List.of(flags));
    return shell.run(all.toArray(String[]::new));
  }

  private JsonNode report() throws IOException {
    return Json.mapper().readTree(Files.readString(directory.resolve("report.json")));
  }

  private List<String> found() throws IOException {
    return report().path("examples").values().stream()
        .map(violation -> violation.path("kind").asString())
        .distinct()
        .toList();
  }
}
