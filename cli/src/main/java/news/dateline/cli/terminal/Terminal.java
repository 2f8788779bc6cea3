package news.dateline.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import news.dateline.client.ApiException;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemId;
import news.dateline.events.PartnerId;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Runs commands: types of flags, one line for each failure, exit codes. */
public final class Terminal {
  private static final int INTERNAL_ERROR = 70;

  private Terminal() {}

  public interface Program {
    /** Runs the program and returns its exit code. */
    int run(PrintWriter out, PrintWriter err, String... args);
  }

  /** Runs the program on the standard streams and ends the process. */
  public static void exit(Program program, String... args) {
    // UTF-8 whatever the locale: headlines are, and so are terminals
    System.exit(program.run(writer(FileDescriptor.out), writer(FileDescriptor.err), args));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), UTF_8), true);
  }

  /** Runs one subcommand and returns its exit code. */
  public static int run(RootCommand root, PrintWriter out, PrintWriter err, String... args) {
    if (Arrays.stream(args).anyMatch(arg -> arg.indexOf('\uFFFD') >= 0)) {
      err.println("an argument is not readable in this locale: set LC_ALL=C.UTF-8");
      return CommandFailedException.UNREACHABLE;
    }
    return configure(root.commandLine(args), out, err).execute(args);
  }

  /** Gives a command line Dateline's types of flags and its handling of failures. */
  public static CommandLine configure(CommandLine line, PrintWriter out, PrintWriter err) {
    return line.setOut(out)
        .setErr(err)
        .registerConverter(FeedId.class, text -> id("feed", FeedId::new, text))
        .registerConverter(ItemId.class, text -> id("item", ItemId::new, text))
        .registerConverter(PartnerId.class, text -> id("partner", PartnerId::new, text))
        .registerConverter(IdentityId.class, text -> id("identity", IdentityId::new, text))
        .registerConverter(URI.class, Terminal::address)
        .registerConverter(Duration.class, Terminal::duration)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Terminal::usage)
        .setExecutionExceptionHandler((e, failed, parsed) -> failure(e, failed));
  }

  private static int usage(ParameterException e, String[] args) {
    e.getCommandLine().getErr().println(TerminalText.of(String.valueOf(e.getMessage())));
    return CommandLine.ExitCode.USAGE;
  }

  private static int failure(Exception e, CommandLine line) {
    Exception reason =
        e instanceof ApiException refused
            ? CommandFailedException.of(refused, line.getCommandName())
            : e;
    if (reason instanceof CommandFailedException failed) {
      line.getErr().println(TerminalText.of(String.valueOf(failed.getMessage())));
      return failed.exitCode();
    }
    e.printStackTrace(line.getErr());
    return INTERNAL_ERROR;
  }

  private static <T> T id(String what, Function<String, T> converter, String text) {
    try {
      return converter.apply(text);
    } catch (InvalidFieldException e) {
      throw new TypeConversionException("'" + text + "' is no " + what + " id: " + e.getMessage());
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
      // the exception below says it to the person who typed it
    }
    throw new TypeConversionException("'" + text + "' is not an address such as http://host:8080");
  }
}
