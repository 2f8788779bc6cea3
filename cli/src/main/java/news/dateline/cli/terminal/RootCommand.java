package news.dateline.cli.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command of a program: it only has subcommands, all of which have --help. */
@Command
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public abstract class RootCommand implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads the field
  private boolean help;

  @Spec private CommandSpec spec;

  private final String question;

  /**
   * Creates the command.
   *
   * @param question is printed if no subcommand is given
   */
  protected RootCommand(String question) {
    this.question = question;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), question);
  }
}
