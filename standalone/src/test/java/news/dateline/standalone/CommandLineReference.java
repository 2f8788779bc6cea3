package news.dateline.standalone;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of every command of {@code ./dateline} as Markdown. */
final class CommandLineReference {
  private static final int WIDTH = 120;
  private static final List<CommandLine> PROGRAMS =
      List.of(
          new CommandLine(Dateline.class),
          new news.dateline.cli.Dateline().commandLine(),
          new news.dateline.testbed.Testbed().commandLine());

  private CommandLineReference() {}

  static String markdown() {
    StringBuilder page = new StringBuilder();
    PROGRAMS.forEach(
        program -> program.getSubcommands().values().forEach(command -> append(page, command)));
    return page.toString();
  }

  private static void append(StringBuilder page, CommandLine command) {
    command.setUsageHelpWidth(WIDTH);
    String name = command.getCommandSpec().qualifiedName();
    page.append("\n## ").append(name).append("\n\n```text\n");
    page.append(command.getUsageMessage(Ansi.OFF).stripTrailing()).append("\n```\n");
    command.getSubcommands().values().forEach(subcommand -> append(page, subcommand));
  }
}
