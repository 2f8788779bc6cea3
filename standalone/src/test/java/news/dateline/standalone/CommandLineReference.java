package news.dateline.standalone;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of every command of {@code ./dateline} as Markdown. */
final class CommandLineReference {
  private static final int WIDTH = 120;
  private static final List<Class<?>> PROGRAMS =
      List.of(
          Dateline.class, news.dateline.cli.Dateline.class, news.dateline.testbed.Testbed.class);

  private CommandLineReference() {}

  static String markdown() {
    StringBuilder page = new StringBuilder();
    PROGRAMS.forEach(
        program ->
            new CommandLine(program).getSubcommands().values().forEach(c -> append(page, c)));
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
