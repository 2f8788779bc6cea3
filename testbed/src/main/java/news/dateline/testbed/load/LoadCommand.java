package news.dateline.testbed.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import news.dateline.cli.editor.FeedOptions;
import news.dateline.cli.stream.StreamOptions;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.client.ApiException;
import news.dateline.client.EditorClient;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes numbered items on a fixed schedule and measures when they reach the subscribers. */
@Command(
    name = "load",
    description = {
      "Measures how long published items take to their subscribers. The items stay in the feed.",
      "Latency counts from the instant a publish was due, not from the instant it was sent.",
      "The first five seconds of the warm-up are reported apart: cold, if the service has just started.",
      "Exit code 0: every subscriber received everything once and in order; 1: not so;",
      "2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LoadCommand implements Callable<Integer> {
  @Mixin private FeedOptions options;

  @Mixin private StreamOptions streamOptions;

  @Option(
      names = "--publishes",
      defaultValue = "500",
      description = "The number of measured publishes (${DEFAULT-VALUE}).")
  private int publishes;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Publishes per second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--pairs", description = "Send every second publish 4 ms after the one before.")
  private boolean pairs;

  @Option(
      names = "--warm-up",
      defaultValue = "100",
      description = "Publishes before the measured ones (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--subscribers",
      defaultValue = "1",
      description = "The number of subscribers (${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(
      names = "--stalled",
      defaultValue = "0",
      description = "How many subscribers stop reading at the start (${DEFAULT-VALUE}).")
  private int stalled;

  @Option(
      names = "--rehearsals",
      defaultValue = "0",
      description =
          "How often all subscribers connect and disconnect before the run (${DEFAULT-VALUE}).")
  private int rehearsals;

  @Option(
      names = "--behind",
      defaultValue = "0",
      description =
          "At the end all subscribers disconnect, miss this many items and resume at once (${DEFAULT-VALUE}).")
  private int behind;

  @Option(
      names = "--feeds",
      defaultValue = "1",
      description =
          "The number of feeds, among which subscribers and items alternate (${DEFAULT-VALUE}).")
  private int feeds;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "The size of an event, about; the smallest possible if 0 (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      split = ",",
      description = "Server processes of this machine whose CPU and memory are measured.")
  private List<Long> servers = new ArrayList<>();

  @Option(
      names = "--heap",
      description = "Also measure the live heap of the server processes, which must be JVMs.")
  private boolean heap;

  @Option(
      names = "--metrics",
      paramLabel = "URL",
      split = ",",
      description = "The metrics pages of the server processes: also measure their direct buffers.")
  private List<URI> metrics = new ArrayList<>();

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Event loops of the subscribers (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for the last items (${DEFAULT-VALUE}).")
  private int wait;

  @Option(
      names = "--pub-sub",
      paramLabel = "URL",
      hidden = true,
      description = "A server with /pub and /sub to measure instead of Dateline.")
  private @Nullable URI pubSub;

  @Option(
      names = "--during",
      paramLabel = "PID",
      hidden = true,
      description = "The publishes end with this process, although --publishes is more.")
  private @Nullable Long during;

  @Option(
      names = "--restart",
      paramLabel = "COMMAND",
      hidden = true,
      description =
          "A bash command that starts the service again and prints its pid; all resume then, and the five seconds after that are the cold ones.")
  private @Nullable String restart;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    check("--publishes", publishes, 1, 1_000_000);
    check("--rate", rate, 0.01, pairs ? 250 : 10_000);
    check("--warm-up", warmUp, 0, 1_000_000);
    check("--subscribers", subscribers, 1, 19_000);
    check("--stalled", stalled, 0, subscribers - 1);
    check("--rehearsals", rehearsals, 0, 100);
    check("--behind", behind, 0, 1_000_000);
    check("--feeds", feeds, 1, 1_000);
    check("--size", size, 0, 10_000);
    check("--threads", threads, 1, 64);
    check("--wait", wait, 0, 3600);
    if (servers.isEmpty() && (heap || !metrics.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), (heap ? "--heap" : "--metrics") + " needs --server-pid");
    }
    LoadReport report = run(new Schedule(warmUp, publishes, behind, rate, pairs, restart != null));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(report), UTF_8));
    } else {
      report.table().forEach(out::println);
    }
    return report.clean() ? 0 : CommandFailedException.REFUSED;
  }

  private LoadReport run(Schedule schedule) {
    PrintWriter notices = spec.commandLine().getErr();
    LoadTarget target = pubSub == null ? dateline(notices) : new PubSubTarget(pubSub, feeds, size);
    notices.println(
        schedule.describe() + ": about " + schedule.due(schedule.total()) / 1_000_000_000 + " s");
    LoadRun.LoadProfile profile =
        new LoadRun.LoadProfile(
            subscribers, stalled, rehearsals, threads, servers, heap, metrics, during, restart);
    return new LoadRun(target, schedule, profile, Duration.ofSeconds(wait)).run();
  }

  private LoadTarget dateline(PrintWriter notices) {
    String name = "load-" + UUID.randomUUID().toString().substring(0, 8);
    EditorClient client = options.client(notices);
    List<DatelineTarget.Feed> targetFeeds = new ArrayList<>();
    for (int i = 0; i < feeds; i++) {
      FeedId feed = i == 0 ? options.feed() : new FeedId(options.feed() + "-" + i);
      publishFirst(client, feed, name);
      targetFeeds.add(new DatelineTarget.Feed(feed, streamOptions.streamAddress(feed)));
    }
    return new DatelineTarget(client, targetFeeds, name + "-", size);
  }

  /** Publishes an item and waits for it: opens the feed, and shows what would stop the others. */
  private static void publishFirst(EditorClient client, FeedId feed, String name) {
    Map<String, String> item = Map.of("id", name, "title", name);
    try {
      client.publish(feed, item);
    } catch (ApiException e) {
      if (e.status() != 404) {
        throw e;
      }
      client.openFeed(feed, Map.of("title", "Load"));
      client.publish(feed, item);
    }
  }

  private void check(String flag, double value, double min, double max) {
    RangeCheck.check(spec, flag, value, min, max);
  }
}
