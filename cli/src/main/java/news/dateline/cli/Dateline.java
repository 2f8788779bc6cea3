package news.dateline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.testbed.compare.CompareCommand;
import news.dateline.testbed.desk.ImportCommand;
import news.dateline.testbed.desk.PartnerCommand;
import news.dateline.testbed.desk.PublishCommand;
import news.dateline.testbed.load.LoadCommand;
import news.dateline.testbed.stream.WatchCommand;
import news.dateline.testbed.terminal.CommandFailedException;
import news.dateline.testbed.terminal.TerminalText;
import news.dateline.testbed.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The commands that use a running Dateline over HTTP, as any other client would. */
@Command(
    name = "dateline",
    description = "Uses a running Dateline from outside.",
    subcommands = {
      ImportCommand.class,
      PublishCommand.class,
      PartnerCommand.class,
      WatchCommand.class,
      VerifyCommand.class,
      LoadCommand.class,
      CompareCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class Dateline implements Runnable {
  private static final int OUR_FAULT = 70;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    // UTF-8 whatever the locale: headlines are, and so are terminals
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    System.exit(run(out, err, args));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), UTF_8), true);
  }

  /** Runs one command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    if (Arrays.stream(args).anyMatch(arg -> arg.indexOf('\uFFFD') >= 0)) {
      err.println("an argument is not readable in this locale: set LC_ALL=C.UTF-8");
      return CommandFailedException.UNREACHABLE;
    }
    return new CommandLine(new Dateline())
        .setOut(out)
        .setErr(err)
        .registerConverter(FeedId.class, Dateline::feed)
        .registerConverter(URI.class, Dateline::address)
        .registerConverter(Duration.class, Dateline::duration)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Dateline::usage)
        .setExecutionExceptionHandler((e, line, parsed) -> failure(e, line))
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? " + String.join(", ", spec.subcommands().keySet()) + " (--help says more)");
  }

  private static int usage(ParameterException e, String[] args) {
    e.getCommandLine().getErr().println(TerminalText.of(String.valueOf(e.getMessage())));
    return CommandLine.ExitCode.USAGE;
  }

  private static int failure(Exception e, CommandLine line) {
    if (e instanceof CommandFailedException failed) {
      line.getErr().println(TerminalText.of(String.valueOf(failed.getMessage())));
      return failed.exitCode();
    }
    e.printStackTrace(line.getErr());
    return OUR_FAULT;
  }

  private static FeedId feed(String text) {
    try {
      return new FeedId(text);
    } catch (InvalidFieldException e) {
      throw new TypeConversionException("'" + text + "' is no feed id: " + e.getMessage());
    }
  }

  private static Duration duration(String text) {
    if (text.matches("[0-9]{1,6}d")) {
      return Duration.parse("P" + text);
    }
    if (!text.matches("[0-9]{1,9}(ms|s|m|h)")) {
      throw new TypeConversionException("'" + text + "' is not a time such as 500ms, 90s or 2m");
    }
    return Duration.parse(
        text.endsWith("ms")
            ? "PT" + Long.parseLong(text.substring(0, text.length() - 2)) / 1000.0 + "S"
            : "PT" + text);
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text.replaceFirst("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, for the person who typed it
    }
    throw new TypeConversionException("'" + text + "' is not an address such as http://host:8080");
  }
}
