package news.dateline.cli.terminal;

import java.math.BigDecimal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks the numbers of flags. */
public final class RangeCheck {
  private RangeCheck() {}

  /** Refuses a value outside the limits, and names the flag and the limits. */
  public static void check(CommandSpec command, String flag, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new ParameterException(
          command.commandLine(),
          "%s must be between %s and %s".formatted(flag, plain(min), plain(max)));
    }
  }

  /** The number without needless digits: 20, not 20.0. */
  public static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
