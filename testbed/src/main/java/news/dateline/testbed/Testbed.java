package news.dateline.testbed;

import java.io.PrintWriter;
import news.dateline.cli.terminal.RootCommand;
import news.dateline.cli.terminal.Terminal;
import news.dateline.testbed.compare.CompareCommand;
import news.dateline.testbed.hostile.HostileCommand;
import news.dateline.testbed.load.LoadCommand;
import news.dateline.testbed.verify.VerifyCommand;
import picocli.CommandLine.Command;

/** The test programs that {@code ./dateline} starts. */
@Command(name = "dateline", description = "Tests and measures a running Dateline from outside.")
public final class Testbed extends RootCommand {
  public Testbed() {
    super(VerifyCommand.class, LoadCommand.class, CompareCommand.class, HostileCommand.class);
  }

  public static void main(String[] args) {
    Terminal.exit(Testbed::run, args);
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return Terminal.run(new Testbed(), out, err, args);
  }
}
