package news.dateline.testbed.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.testbed.load.ProcessUsage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Puts the same load on Dateline and on other servers in turn. */
@Command(
    name = "compare",
    description = {
      "Starts each contender in turn, A B A B, and runs the same ./dateline load on each.",
      "Exit code 0: compared; 1: a delivery is missing, doubled or astray;",
      "2: wrong usage, or no contender can be started."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--peers",
      split = ",",
      defaultValue = "floor,nchan,dateline,webflux",
      description = {
        "The contenders, scripts of testbed/peers (${DEFAULT-VALUE}).",
        "dateline is the whole, feed-api that service alone; kafka-sse:200 has 200 subscribers."
      })
  private List<String> names;

  @Option(
      names = "--subscribers",
      defaultValue = "2000",
      description = "The number of subscribers (${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Changes per second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--feeds",
      defaultValue = "1",
      description =
          "The number of feeds, among which subscribers and changes alternate (${DEFAULT-VALUE}).")
  private int feeds;

  @Option(
      names = "--stalled",
      defaultValue = "0",
      description = "How many subscribers stop reading (${DEFAULT-VALUE}).")
  private int stalled;

  @Option(
      names = "--rehearsals",
      defaultValue = "0",
      description =
          "How often all subscribers connect and disconnect before the run (${DEFAULT-VALUE}).")
  private int rehearsals;

  @Option(
      names = "--size",
      defaultValue = "400",
      description = "Bytes per change (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--warm-up",
      defaultValue = "1200",
      description = "Changes before the measured ones (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--publishes",
      defaultValue = "600",
      description = "The number of measured changes (${DEFAULT-VALUE}).")
  private int publishes;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "The number of rounds (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--port",
      defaultValue = "21320",
      description = "The first of five free ports (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Also write the report to this file; docs/performance/history.md has markers for it.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  private final Path home = Path.of(System.getProperty("dateline.home", ".")).toAbsolutePath();

  @Override
  public Integer call() {
    checkFlags();
    List<ContenderResults> all = new ArrayList<>();
    Map<String, String> absent = new LinkedHashMap<>();
    for (String text : names) {
      String name = text.replaceFirst(":[0-9]{1,5}$", "");
      Contender contender = new Contender(home.resolve("testbed/peers").resolve(name), feeds);
      int own =
          name.equals(text) ? subscribers : Integer.parseInt(text.substring(name.length() + 1));
      try {
        all.add(new ContenderResults(contender, contender.version(), own));
      } catch (CommandFailedException e) {
        absent.put(name, String.valueOf(e.getMessage()));
      }
    }
    PrintWriter err = spec.commandLine().getErr();
    for (int round = 1; round <= rounds; round++) {
      for (ContenderResults each : all) {
        err.println("round " + round + " of " + rounds + ": " + each.contender().name());
        measure(each);
      }
    }
    return write(new MarkdownReport(command(), method(), all, absent));
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

  private void measure(ContenderResults results) {
    Path directory = temporaryDirectory();
    try (ManagedProcess started = results.contender().start(port, directory)) {
      long before = ProcessUsage.of(started.pipeline()).cpuMillis();
      results.rounds().add(load(results, started));
      long used = ProcessUsage.of(started.pipeline()).cpuMillis() - before;
      if (!started.pipeline().isEmpty()) {
        results.pipelineCpu().add(used / (double) (warmUp + publishes));
      }
    } finally {
      delete(directory);
    }
  }

  private JsonNode load(ContenderResults results, ManagedProcess started) {
    List<String> flags = new ArrayList<>(started.lines("load"));
    if (flags.isEmpty()) {
      flags.addAll(List.of("--pub-sub", "http://127.0.0.1:" + port));
    }
    flags.addAll(
        ("--json --feed compare --wait 20 --subscribers %d --stalled %d --rehearsals %d"
                + " --feeds %d --size %d --warm-up %d --publishes %d --rate %s --server-pid %s")
            .formatted(
                results.subscribers(),
                Math.min(stalled, results.subscribers() - 1),
                rehearsals,
                feeds,
                size,
                warmUp,
                publishes,
                RangeCheck.plain(rate),
                started.servers().stream().map(String::valueOf).collect(Collectors.joining(",")))
            .transform(text -> List.of(text.split(" ", -1))));
    return JsonLoad.run(flags);
  }

  private int write(MarkdownReport report) {
    report.lines().forEach(spec.commandLine().getOut()::println);
    if (output != null) {
      try {
        report.writeTo(output);
      } catch (IOException e) {
        throw CommandFailedException.unreachable("--output: " + output + " cannot be written");
      }
    }
    if (report.results().isEmpty()) {
      return CommandFailedException.UNREACHABLE;
    }
    boolean complete = report.results().stream().allMatch(each -> each.wrongDeliveries() == 0);
    return complete ? 0 : CommandFailedException.REFUSED;
  }

  private String command() {
    return "./dateline " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private String method() {
    return """
        Each contender is started anew in each of %d rounds, in turn, with %d subscribers at %s changes per second of about %d bytes each: %d to warm up, not counted,
        then %d measured. CPU is the user and system time of the processes that serve the streams, from `/proc`, over the measured changes; latency counts from the
        instant a change was due, over everything in between. The figures are medians of the rounds. The subscribers share the machine: look at the ratios."""
            .formatted(rounds, subscribers, RangeCheck.plain(rate), size, warmUp, publishes)
        + (stalled == 0 ? "" : " " + stalled + " of the subscribers do not read.")
        + (rehearsals == 0 ? "" : " Before, they connect and disconnect " + rehearsals + " times.")
        + (feeds == 1 ? "" : " Subscribers and changes alternate among " + feeds + " feeds.");
  }

  private static Path temporaryDirectory() {
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

  private void check(String flag, double value, double min, double max) {
    RangeCheck.check(spec, flag, value, min, max);
  }
}
