package news.dateline.cli;

import java.io.PrintWriter;
import news.dateline.cli.editor.BreakingCommand;
import news.dateline.cli.editor.CorrectCommand;
import news.dateline.cli.editor.FeedsCommand;
import news.dateline.cli.editor.ImportCommand;
import news.dateline.cli.editor.LoginCommand;
import news.dateline.cli.editor.PartnerCommand;
import news.dateline.cli.editor.PinCommand;
import news.dateline.cli.editor.PublishCommand;
import news.dateline.cli.editor.RestoreCommand;
import news.dateline.cli.editor.RetractCommand;
import news.dateline.cli.editor.TokenCommand;
import news.dateline.cli.editor.UpdateCommand;
import news.dateline.cli.stream.WatchCommand;
import news.dateline.cli.terminal.RootCommand;
import news.dateline.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** The command line that {@code ./dateline} starts. */
@Command(name = "dateline", description = "Publishes to a running Dateline and follows its feeds.")
public final class Dateline extends RootCommand {
  public Dateline() {
    super(
        PublishCommand.class,
        UpdateCommand.class,
        CorrectCommand.class,
        RetractCommand.class,
        RestoreCommand.class,
        PinCommand.class,
        BreakingCommand.class,
        FeedsCommand.class,
        ImportCommand.class,
        PartnerCommand.class,
        LoginCommand.class,
        TokenCommand.class,
        WatchCommand.class);
  }

  public static void main(String[] args) {
    Terminal.exit(Dateline::run, args);
  }

  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return Terminal.run(new Dateline(), out, err, args);
  }
}
