package news.dateline.standalone;

import java.util.List;
import picocli.CommandLine;

/** The commands that run the service or change its data: {@code run} and {@code rebuild}. */
public final class Dateline {
  private Dateline() {}

  /** Exits with 0 after a clean stop, with 1 after a failure, with 2 if a flag is wrong. */
  public static void main(String[] args) {
    // the applications share the configuration in logback.xml instead of each creating its own
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    System.exit(execute(args));
  }

  static int execute(String... args) {
    List<String> all = List.of(args);
    boolean rebuild = !all.isEmpty() && all.get(0).equals("rebuild");
    CommandLine command = new CommandLine(rebuild ? new RebuildCommand() : new RunCommand());
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (wrong, arguments) ->
                // the exception's message names the flag, that of its cause does not
                refuse(command, String.valueOf(wrong.getMessage()), CommandLine.ExitCode.USAGE))
        .setExecutionExceptionHandler(
            (failure, line, parsed) ->
                refuse(command, StartFailure.inOneLine(failure), CommandLine.ExitCode.SOFTWARE))
        .execute(all.stream().skip(1).toArray(String[]::new));
  }

  private static int refuse(CommandLine command, String problem, int code) {
    System.err.println(command.getCommandName() + ": " + problem);
    return code;
  }
}
