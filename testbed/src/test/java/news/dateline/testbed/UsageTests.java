package news.dateline.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import news.dateline.client.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTests {
  private final Shell shell = new Shell(Testbed::run);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          load --feed a --rate 0              | --rate must be between 0.01 and 10000
          load --feed a --pairs --rate 251    | --rate must be between 0.01 and 250
          load --feed a --publishes x         | Invalid value for option '--publishes': 'x' is not an int
          load --feed a --subscribers 3 --stalled 3 | --stalled must be between 0 and 2
          verify --duration 5                 | Invalid value for option '--duration': '5' is not a time such as 500ms, 90s or 2m
          verify --kill x                     | every --kill needs its --start
          verify --acts hold                  | --acts must have publish among them
          verify --subscribers 0              | --subscribers must be between 1 and 15000
          """)
  void namesTheBadFlagInOneLine(String command, String line) {
    assertThat(shell.run(command.split(" "))).isEqualTo(2);
    assertThat(shell.err()).isEqualTo(line + "\n");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void helpsWithEveryCommand() {
    for (String command : new String[] {"verify", "load", "compare", "hostile"}) {
      assertThat(shell.run(command, "--help")).isZero();
      assertThat(shell.out()).contains("Usage: dateline " + command);
    }
  }
}
