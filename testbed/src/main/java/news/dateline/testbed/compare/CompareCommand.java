package news.dateline.testbed.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.testbed.load.LoadReport;
import news.dateline.testbed.load.LoadRun;
import news.dateline.testbed.load.ProcessUsage;
import news.dateline.testbed.load.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the same load on Dateline and on its peers in turn. */
@Command(
    name = "compare",
    description = {
      "Starts Dateline's feed-api and its peers in turn, A B A B, and puts the same load on each.",
      "Exit code 0: compared; 1: a delivery is missing, or came twice or astray; 2: wrong usage, or none started."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields in
public final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--peers",
      split = ",",
      defaultValue = "floor,nchan,dateline,webflux",
      description = {
        "Which: dateline; feed-api, that part of it alone; or a script of testbed/peers",
        "(${DEFAULT-VALUE}).",
        "kafka-sse:200 gives that one 200 subscribers."
      })
  private List<String> names;

  @Option(names = "--subscribers", defaultValue = "2000", description = "(${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Changes a second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--feeds",
      defaultValue = "1",
      description = "Subscribers and changes take turns among so many (${DEFAULT-VALUE}).")
  private int feeds;

  @Option(
      names = "--stalled",
      defaultValue = "0",
      description = "How many of the subscribers stop reading (${DEFAULT-VALUE}).")
  private int stalled;

  @Option(
      names = "--rehearsals",
      defaultValue = "0",
      description = "How often all come and leave before it counts (${DEFAULT-VALUE}).")
  private int rehearsals;

  @Option(
      names = "--size",
      defaultValue = "400",
      description = "Bytes a change (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--warm-up",
      defaultValue = "1200",
      description = "Changes before the measured ones (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--publishes", defaultValue = "600", description = "Measured (${DEFAULT-VALUE}).")
  private int publishes;

  @Option(names = "--rounds", defaultValue = "3", description = "Of all peers (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--port",
      defaultValue = "21320",
      description = "The first of five free ports (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it there, too; docs/performance.md keeps what is around it.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  private final Path home = Path.of(System.getProperty("dateline.home", ".")).toAbsolutePath();

  @Override
  public Integer call() {
    checkFlags();
    Map<Contender, ContenderResults> figures = new LinkedHashMap<>();
    Map<String, String> absent = new LinkedHashMap<>();
    for (String text : names) {
      String name = text.replaceFirst(":[0-9]{1,5}$", "");
      Contender peer = peer(name);
      try {
        int readers =
            name.equals(text) ? subscribers : Integer.parseInt(text.substring(name.length() + 1));
        figures.put(peer, new ContenderResults(name, peer.version(), readers));
      } catch (CommandFailedException e) {
        absent.put(name, String.valueOf(e.getMessage()));
      }
    }
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<Contender, ContenderResults> entry : figures.entrySet()) {
        notices().println("round " + round + " of " + rounds + ": " + entry.getKey().name());
        measure(entry.getKey(), entry.getValue());
      }
    }
    return write(
        new MarkdownReport(command(), method(), List.copyOf(figures.values()), absent), figures);
  }

  private void checkFlags() {
    check("--subscribers", subscribers, 1, 19_000);
    check("--rate", rate, 0.1, 10_000);
    check("--feeds", feeds, 1, 1_000);
    check("--stalled", stalled, 0, subscribers - 1);
    check("--rehearsals", rehearsals, 0, 100);
    check("--size", size, 100, 10_000);
    check("--warm-up", warmUp, 0, 1_000_000);
    check("--publishes", publishes, 1, 1_000_000);
    check("--rounds", rounds, 1, 100);
    check("--port", port, 1024, 65_530);
  }

  private Contender peer(String name) {
    RunConfig setting = new RunConfig(home, port, feeds, size, notices());
    return List.of(DatelineContender.WHOLE, DatelineContender.ALONE).contains(name)
        ? new DatelineContender(name, setting)
        : new ScriptContender(name, setting);
  }

  private void measure(Contender peer, ContenderResults figures) {
    Path directory = directory();
    try (Contender.Started started = peer.start(directory)) {
      LoadRun.LoadProfile crowd =
          new LoadRun.LoadProfile(
              figures.subscribers(),
              Math.min(stalled, figures.subscribers() - 1),
              rehearsals,
              1,
              started.serverPids(),
              false,
              List.of());
      Schedule schedule = new Schedule(warmUp, publishes, 0, rate, false);
      ProcessUsage before = ProcessUsage.of(started.pipelinePids());
      LoadReport report =
          new LoadRun(started.outlet(), schedule, crowd, Duration.ofSeconds(20)).run();
      ProcessUsage after = ProcessUsage.of(started.pipelinePids());
      figures.rounds().add(report);
      if (!started.pipeline().isEmpty()) {
        figures
            .pipeline()
            .add((after.cpuMillis() - before.cpuMillis()) / (double) schedule.total());
      }
    } finally {
      delete(directory);
    }
  }

  private int write(MarkdownReport page, Map<Contender, ContenderResults> figures) {
    page.lines().forEach(spec.commandLine().getOut()::println);
    if (output != null) {
      try {
        page.writeTo(output);
      } catch (IOException e) {
        throw CommandFailedException.unreachable("--output: " + output + " cannot be written");
      }
    }
    if (figures.isEmpty()) {
      return CommandFailedException.UNREACHABLE;
    }
    boolean all = figures.values().stream().allMatch(peer -> peer.wrong() == 0);
    return all ? 0 : CommandFailedException.REFUSED;
  }

  private String command() {
    return "./dateline " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private String method() {
    return """
        Each peer is started anew in each of %d rounds, in turn, with %d subscribers at %s changes of about %d bytes a second: %d to warm up, not counted,
        then %d measured. CPU is the user and system time of the processes that serve the streams, from `/proc`, over the measured changes; latency counts from the
        instant a change was due, over all that is between. The figures are medians of the rounds. The subscribers share the machine: look at the ratios."""
            .formatted(rounds, subscribers, RangeCheck.plain(rate), size, warmUp, publishes)
        + (stalled == 0 ? "" : " " + stalled + " of the subscribers do not read.")
        + (rehearsals == 0 ? "" : " They come and leave as often before: " + rehearsals + ".")
        + (feeds == 1 ? "" : " Subscribers and changes take turns among " + feeds + " feeds.");
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("dateline-compare");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // in the directory for temporary files: left to the system
    }
  }

  private PrintWriter notices() {
    return spec.commandLine().getErr();
  }

  private void check(String flag, double value, double least, double most) {
    RangeCheck.check(spec, flag, value, least, most);
  }
}
