package news.dateline.cli.stream;

import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StartedEvent;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.InvalidFieldException;
import news.dateline.testbed.terminal.TerminalText;
import news.dateline.testbed.terminal.TokenFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Follows a feed in the terminal. Changes go to standard output, so that they can be piped; what
 * the connection does goes to standard error.
 */
@Command(
    name = "watch",
    description = {
      "Follows a feed, one line per change, through drops, until Ctrl-C.",
      "Exit code 0: all seen that was asked for; 2: wrong usage or unreachable."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class WatchCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Set<String> CHANGES = Set.of("item", "feed");

  @Option(names = "--feed", required = true, paramLabel = "ID", description = "The feed.")
  private FeedId feed;

  @Mixin private StreamOptions options;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Start after this place, epoch-seq; from now on if left out.")
  private @Nullable String after;

  @Option(names = "--last", paramLabel = "N", description = "Show the newest N first, 1 to 200.")
  private @Nullable Integer last;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds a partner's token, for a feed that needs one.")
  private @Nullable Path tokenFile;

  @Option(names = "--count", paramLabel = "N", description = "End after N changes.")
  private @Nullable Integer count;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String token = tokenFile == null ? null : TokenFile.read(tokenFile);
    try (FeedStream stream = options.stream(feed, query(), token)) {
      int left = count == null ? Integer.MAX_VALUE : count;
      while (left > 0 && !output().checkError()) {
        left -= show(stream.next(), stream);
      }
    } catch (StreamException e) {
      // closed: there is nothing more to show
    }
    return 0;
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    try {
      if (after != null) {
        query.put("after", Cursor.parse("--after", after).toString());
      }
    } catch (InvalidFieldException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (last != null) {
      query.put("last", Integer.toString(atMost("--last", last, 200)));
    }
    if (count != null) {
      atMost("--count", count, Integer.MAX_VALUE);
    }
    return query;
  }

  private int atMost(String flag, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), flag + " must be between 1 and " + most + ", not " + value);
    }
    return value;
  }

  /** Shows what came; the number of changes in it. */
  private int show(StreamEvent event, FeedStream stream) {
    if (event instanceof MessageEvent message) {
      ChangeFormatter.of(message).ifPresent(line -> print(output(), line));
      return CHANGES.contains(message.getEventName()) ? 1 : 0;
    }
    PrintWriter state = spec.commandLine().getErr();
    if (event instanceof StartedEvent) {
      print(state, "connected to " + stream);
    } else if (event instanceof FaultEvent) {
      print(
          state,
          "connection lost, trying again in %.1f s"
              .formatted(stream.retryDelay().toMillis() / 1000.0));
    }
    return 0;
  }

  private PrintWriter output() {
    return spec.commandLine().getOut();
  }

  private static void print(PrintWriter to, String text) {
    to.println(TerminalText.of(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + text));
  }
}
