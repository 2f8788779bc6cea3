package news.dateline.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The commands that run the service, change its data or prepare its Kafka. */
@Command(
    name = "dateline",
    description = "Runs Dateline, or rebuilds its feeds while it is stopped.",
    subcommands = {RunCommand.class, RebuildCommand.class, TopicsCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class Dateline {
  private Dateline() {}

  /**
   * Exits with 1 after a failure, with 2 if a flag is wrong. After a signal the JVM exits with 128
   * and the number of the signal.
   */
  public static void main(String[] args) {
    // the applications share the configuration in logback.xml instead of each creating its own
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    System.exit(execute(args));
  }

  static int execute(String... args) {
    return new CommandLine(new Dateline())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> refuse(wrong))
        .setExecutionExceptionHandler(
            (failure, command, parsed) ->
                refuse(command, StartFailure.inOneLine(failure), CommandLine.ExitCode.SOFTWARE))
        .execute(args);
  }

  private static int refuse(ParameterException wrong) {
    // the exception's message names the flag, that of its cause does not
    return refuse(
        wrong.getCommandLine(), String.valueOf(wrong.getMessage()), CommandLine.ExitCode.USAGE);
  }

  private static int refuse(CommandLine command, String problem, int code) {
    System.err.println(command.getCommandSpec().qualifiedName() + ": " + problem);
    return code;
  }
}
