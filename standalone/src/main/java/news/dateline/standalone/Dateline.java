package news.dateline.standalone;

import java.util.List;
import picocli.CommandLine;

/** The commands that run the service or work on its data. */
public final class Dateline {
  private Dateline() {}

  /** Exits with 0 after a clean stop, 1 where something could not be done, 2 for wrong flags. */
  public static void main(String[] args) {
    // the four applications share one logging set-up, logback.xml, instead of each making its own
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
            (wrong, given) ->
                // its own words name the flag; those of its cause do not
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
