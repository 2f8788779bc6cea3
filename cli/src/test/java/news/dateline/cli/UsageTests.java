package news.dateline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTests {
  private static final int MAX_LINES = 50;
  private static final int MAX_COLUMNS = 80;

  private final Shell shell = new Shell(Dateline::run);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          watch --feed a --bogus              | Unknown option: '--bogus'
          watch                               | Missing required option: '--feed=ID'
          watch --feed A_b                    | Invalid value for option '--feed': 'A_b' is no feed id: feed must match [a-z0-9-]{1,64}
          watch --feed a --url here           | Invalid value for option '--url': 'here' is not an address such as http://host:8080
          watch --feed a --last 201           | --last must be between 1 and 200
          watch --feed a --after 12           | --after is not <epoch>-<seq>
          publish --feed a                    | Missing required option: '--title=TEXT'
          publish --feed a --title t --zone Z | Error: Missing required argument(s): --open=TITLE
          publish --feed a --title t --kicker-link u | Error: Missing required argument(s): --kicker=TEXT
          publish --feed a --title t --token-file none | --token-file: none is not there
          update --feed a                     | Missing required option: '--id=ID'
          update --feed a --id ../b           | Invalid value for option '--id': '../b' is no item id: id must match [A-Za-z0-9._~-]{1,128}
          correct --feed a --id b             | Missing required option: '--note=TEXT'
          retract --feed a --id b             | Missing required option: '--reason=TEXT'
          restore --feed a --id b             | Missing required option: '--title=TEXT'
          import --feed a                     | Missing required parameter: 'FILE-or-URL'
          read                                | Unmatched argument at index 0: 'read'
          publish --feed a --title ��         | an argument is not readable in this locale: set LC_ALL=C.UTF-8
          """)
  void namesTheBadFlagInOneLine(String command, String line) {
    assertThat(shell.run(command.split(" "))).isEqualTo(2);
    assertThat(shell.err()).isEqualTo(line + "\n");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void namesTheFlagsOfWhichOneIsNeeded() {
    assertThat(shell.run("pin", "--feed", "a")).isEqualTo(2);
    assertThat(shell.run("breaking", "--feed", "a", "--id", "b")).isEqualTo(2);
    assertThat(shell.err())
        .contains("(--id=ID | --off)")
        .contains("(--end | [--level=LEVEL [--until=TIME]])");
  }

  @Test
  void theHelpOfEveryCommandFitsAScreen() {
    for (String command : new Dateline().commandLine().getSubcommands().keySet()) {
      Shell terminal = new Shell(Dateline::run);
      assertThat(terminal.run(command, "--help")).isZero();
      assertThat(terminal.out()).contains("Usage: dateline " + command);
      assertThat(terminal.out().lines()).as(command).hasSizeLessThanOrEqualTo(MAX_LINES);
      assertThat(terminal.out().lines()).allMatch(line -> line.length() <= MAX_COLUMNS);
    }
  }

  @Test
  void refusesAFileThatHoldsNoToken(@TempDir Path directory) {
    assertThat(
            shell.run(
                "publish", "--feed", "a", "--title", "t", "--token-file", directory.toString()))
        .isEqualTo(2);
    assertThat(shell.err()).isEqualTo("--token-file: " + directory + " cannot be read\n");
  }
}
