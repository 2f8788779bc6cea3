package news.dateline.cli.stream;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.cli.terminal.TokenFile;
import news.dateline.client.ApiException;
import news.dateline.client.Change;
import news.dateline.client.FeedQuery;
import news.dateline.client.FeedStream;
import news.dateline.client.StreamEvent;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Follows a feed in the terminal. Changes go to standard output, so that they can be piped; the
 * state of the connection goes to standard error.
 */
@Command(
    name = "watch",
    description = {
      "Follows a feed, one line per change, through lost connections, until Ctrl-C.",
      "Exit code 0: the asked number of changes was shown;",
      "2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class WatchCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Option(names = "--feed", required = true, paramLabel = "ID", description = "The feed's id.")
  private FeedId feed;

  @Mixin private StreamOptions options;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Start after this position, epoch-seq; from now on if left out.")
  private @Nullable String after;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Show the newest N items first, 1 to 200.")
  private @Nullable Integer last;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file that holds a partner's token, for a feed that needs one.")
  private @Nullable Path tokenFile;

  @Option(names = "--count", paramLabel = "N", description = "End after N changes.")
  private @Nullable Integer count;

  @Spec private CommandSpec spec;

  /** False until the first connection, and after one was lost; not when the server has ended it. */
  private boolean connected;

  @Override
  public Integer call() {
    String token = tokenFile == null ? null : TokenFile.read(tokenFile);
    try (FeedStream stream = options.client(token).stream(feed, query())) {
      follow(stream);
    } catch (ApiException e) {
      throw CommandFailedException.unreachable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private void follow(FeedStream stream) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    int left = count == null ? Integer.MAX_VALUE : count;
    while (left > 0 && !out.checkError()) {
      StreamEvent event = stream.next();
      if (event == null) {
        return;
      }
      ChangeFormatter.format(event).ifPresent(line -> print(out, line));
      left -= event instanceof Change ? 1 : 0;
      reportConnection(event, stream);
    }
  }

  private void reportConnection(StreamEvent event, FeedStream stream) {
    PrintWriter err = spec.commandLine().getErr();
    if (event instanceof StreamEvent.Connected && !connected) {
      connected = true;
      print(err, "connected to " + stream.address());
    } else if (event instanceof StreamEvent.Disconnected lost && !lost.ended()) {
      connected = false;
      print(
          err,
          "connection lost, trying again in %.1f s"
              .formatted(lost.retryDelay().toMillis() / 1000.0));
    }
  }

  private FeedQuery query() {
    FeedQuery query = FeedQuery.all();
    try {
      if (after != null) {
        query = query.after(Cursor.parse("--after", after));
      }
    } catch (InvalidFieldException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (count != null) {
      RangeCheck.check(spec, "--count", count, 1, Integer.MAX_VALUE);
    }
    if (last != null) {
      RangeCheck.check(spec, "--last", last, 1, 200);
      query = query.last(last);
    }
    return query;
  }

  private static void print(PrintWriter to, String text) {
    to.println(TerminalText.of(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + text));
  }
}
