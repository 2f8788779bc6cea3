package news.dateline.cli.terminal;

import java.math.BigDecimal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the numbers of flags may be. */
public final class RangeCheck {
  private RangeCheck() {}

  /** Refuses a flag's value that is not between two others, by its name. */
  public static void check(
      CommandSpec command, String flag, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          command.commandLine(),
          "%s must be between %s and %s".formatted(flag, plain(least), plain(most)));
    }
  }

  /** The number as a person writes it: 20, not 20.0. */
  public static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
