package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that cannot start says so in one line, before anything is started. */
class UsageTests {
  @TempDir Path directory;

  private record Result(int exitCode, List<String> lines) {}

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Result result = run(directory, "--feed-port", "" + taken.getLocalPort());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.lines())
          .singleElement()
          .asString()
          .startsWith(
              "dateline run: port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1 cannot be used (--feed-port)");
    }
  }

  @Test
  void aPortThatTwoFlagsNameIsRefusedWithBothFlags() throws IOException {
    int free;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = any.getLocalPort();
    }

    Result result =
        execute(
            "run",
            "--data=" + directory,
            "--management-port=0",
            "--kafka-port=0",
            "--desk-port=" + free,
            "--feed-port=" + free);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines())
        .containsExactly("dateline run: port " + free + " is for both --desk-port and --feed-port");
  }

  @Test
  void aVariableCountsUnlessItsFlagIsGiven() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      System.setProperty("DATELINE_FEED_PORT", "" + one.getLocalPort());

      assertThat(run(directory).lines())
          .singleElement()
          .asString()
          .startsWith("dateline run: port " + one.getLocalPort() + " on 127.0.0.1");
      assertThat(run(directory, "--feed-port", "" + other.getLocalPort()).lines())
          .singleElement()
          .asString()
          .startsWith("dateline run: port " + other.getLocalPort() + " on 127.0.0.1");
    } finally {
      System.clearProperty("DATELINE_FEED_PORT");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run, dateline.consumer.state-dir, DATELINE_CONSUMER_STATEDIR",
    "run, dateline.desk.token-file, DATELINE_DESK_TOKENFILE",
    "rebuild, dateline.consumer.state-dir, DATELINE_CONSUMER_STATEDIR"
  })
  void aFileOutsideTheDirectoryOfDataIsRefused(String command, String key, String variable) {
    System.setProperty(key, "elsewhere");
    try {
      Result result = execute(command, "--data", directory.toString());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.lines()).singleElement().asString().contains(key, variable, "--data");
    } finally {
      System.clearProperty(key);
    }
  }

  @Test
  void aDirectoryThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    Result result = run(file, "--feed-port", "0");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines())
        .containsExactly("dateline run: cannot use " + file + " as a directory (--data)");
  }

  @ParameterizedTest
  @CsvSource({
    "--feed-port, eighty, is not a port",
    "--feed-port, 65536, is not a port",
    "--only, 'broker,reporter', reporter",
    "--standbys, 3, --standbys",
    "--standbys, two, two"
  })
  void aWrongFlagIsNamed(String flag, String value, String named) {
    Result result = run(directory, flag, value);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.lines()).singleElement().asString().contains(flag).contains(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void theHelpOfTheProgramNamesItsCommandsAndStartsNothing(String flag) {
    Result result = execute(flag);

    assertThat(result.exitCode()).isZero();
    assertThat(result.lines())
        .anyMatch(line -> line.startsWith("Usage: dateline"))
        .anyMatch(line -> line.strip().startsWith("run "))
        .anyMatch(line -> line.strip().startsWith("rebuild "));
  }

  @Test
  void theCommandsThatCreateTheTopicsArePrinted() {
    Result result = execute("topics", "--print", "--kafka", "kafka:9092", "--partitions", "8");

    assertThat(result.exitCode()).isZero();
    assertThat(result.lines())
        .hasSize(Topic.values().length)
        .allMatch(line -> line.startsWith("kafka-topics.sh --bootstrap-server kafka:9092 --create"))
        .allMatch(line -> line.contains(" --partitions 8 --replication-factor 3 "))
        .allMatch(line -> line.contains(" --config min.insync.replicas=2"))
        .allMatch(line -> line.contains("message.timestamp.after.max.ms=" + Long.MAX_VALUE))
        .allMatch(line -> line.contains("message.timestamp.before.max.ms=" + Long.MAX_VALUE))
        .anyMatch(
            line -> line.contains(" --topic news-events ") && line.contains("retention.ms=-1"));
    assertThat(execute("topics").exitCode()).isEqualTo(2);
    assertThat(execute("topics", "--print", "--replication-factor", "1").exitCode()).isEqualTo(2);
  }

  @Test
  void theCommandsThatGrantRightsNameThePrincipalOfEachService() {
    Result result =
        execute(
            "topics",
            "--print",
            "--acls",
            "--kafka",
            "kafka:9092",
            "--principal",
            "feed-api=User:readers");

    assertThat(result.exitCode()).isZero();
    assertThat(result.lines())
        .contains(
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal 'User:readers'"
                + " --operation Write --topic reach --resource-pattern-type literal",
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal"
                + " 'User:dateline-consumer' --operation Write --transactional-id"
                + " dateline-consumer --resource-pattern-type prefixed",
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal"
                + " 'User:dateline-producer' --operation Describe --cluster"
                + " --resource-pattern-type literal");
    Result wrong = execute("topics", "--print", "--principal", "reader=User:readers");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.lines()).singleElement().asString().contains("--principal", "'reader'");
  }

  @ParameterizedTest
  @CsvSource({"walk, walk", "--data, --data", "'', command"})
  void aCommandThatDoesNotExistIsNamedAndStartsNothing(String argument, String named) {
    Result result = argument.isEmpty() ? execute() : execute(argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.lines()).singleElement().asString().startsWith("dateline: ").contains(named);
  }

  private static Result run(Path data, String... flags) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--data", data.toString(), "--desk-port", "0"));
    arguments.addAll(List.of("--kafka-port", "0", "--management-port", "0"));
    arguments.addAll(List.of(flags));
    return execute(arguments.toArray(String[]::new));
  }

  private static Result execute(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(printed, true, UTF_8));
    System.setErr(System.out);
    try {
      int exitCode = Dateline.execute(arguments);
      return new Result(exitCode, printed.toString(UTF_8).lines().toList());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
