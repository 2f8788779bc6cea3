package news.dateline.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
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

  private final Map<String, Class<?>> commands = new LinkedHashMap<>();

  protected RootCommand(Class<?>... commands) {
    for (Class<?> command : commands) {
      this.commands.put(command.getAnnotation(Command.class).name(), command);
    }
  }

  /**
   * Returns the command line. If the first argument is a subcommand, it has no other one: to make
   * the model of all of them takes a tenth of the start.
   */
  public CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(this);
    Class<?> only = args.length == 0 ? null : commands.get(args[0]);
    (only == null ? commands.values() : List.of(only)).forEach(line::addSubcommand);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? " + String.join(", ", commands.keySet()) + " (--help says more)");
  }
}
