package news.dateline.testbed.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.cli.terminal.Terminal;
import news.dateline.events.Json;
import news.dateline.testbed.load.LoadCommand;
import news.dateline.testbed.load.ServerUsage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.node.ObjectNode;

/** Puts the same load on Dateline and on other servers in turn. */
@Command(
    name = "compare",
    description = {
      "Starts each contender in turn, A B A B, and runs the same ./dateline load on each.",
      "All other flags are those of load, by default",
      "  " + CompareCommand.LOAD,
      "Exit code 0: compared; 1: a delivery is missing, doubled or astray;",
      "2: wrong usage, or no contender can be started."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompareCommand implements Callable<Integer> {
  static final String LOAD =
      "--subscribers 2000 --rate 20 --size 400 --warm-up 1200 --publishes 600 --wait 20";

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
      names = "--feeds",
      defaultValue = "1",
      description =
          "The number of feeds, among which subscribers and changes alternate (${DEFAULT-VALUE}).")
  private int feeds;

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

  @Unmatched private List<String> load = new ArrayList<>();

  @Spec private CommandSpec spec;

  private final Path peers =
      Path.of(System.getProperty("dateline.home", ".")).toAbsolutePath().resolve("testbed/peers");

  @Override
  public Integer call() {
    RangeCheck.check(spec, "--rounds", rounds, 1, 100);
    RangeCheck.check(spec, "--port", port, 1024, 65_530);
    load.addAll(0, List.of((LOAD + " --json --feed compare").split(" ", -1)));
    load.addAll(List.of("--feeds", Integer.toString(feeds)));
    loadCommand(new StringWriter(), spec.commandLine().getErr())
        .parseArgs(load.toArray(String[]::new));
    List<Contender> contenders = new ArrayList<>();
    Map<String, String> absent = new LinkedHashMap<>();
    for (String name : names) {
      try {
        contenders.add(Contender.of(peers, name, feeds));
      } catch (CommandFailedException e) {
        absent.put(name.replaceFirst(":.*", ""), String.valueOf(e.getMessage()));
      }
    }
    for (int round = 1; round <= rounds; round++) {
      for (Contender each : contenders) {
        spec.commandLine()
            .getErr()
            .println("round " + round + " of " + rounds + ": " + each.name());
        measure(each);
      }
    }
    return write(new MarkdownReport(command(), method(), contenders, absent));
  }

  private void measure(Contender contender) {
    try (ManagedProcess started = ManagedProcess.start(contender, port)) {
      long before = ServerUsage.of(started.pipeline()).cpuMillis();
      ObjectNode report = load(contender, started);
      long used = ServerUsage.of(started.pipeline()).cpuMillis() - before;
      int changes =
          report.at("/schedule/warmUp").asInt() + report.at("/schedule/publishes").asInt();
      report.put("pipelineCpu", used / (double) changes);
      contender.rounds().add(report);
    }
  }

  /** Runs {@code ./dateline load} in this JVM and returns its report. */
  private ObjectNode load(Contender contender, ManagedProcess started) {
    List<String> flags = new ArrayList<>(load);
    flags.addAll(started.loadFlags());
    if (contender.subscribers() != null) {
      flags.addAll(List.of("--subscribers", contender.subscribers()));
    }
    flags.add(
        started.servers().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(",", "--server-pid=", "")));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = loadCommand(out, new PrintWriter(err, true)).execute(flags.toArray(String[]::new));
    if (exit != 0 && exit != CommandFailedException.REFUSED) {
      throw CommandFailedException.unreachable(err.toString().strip());
    }
    return (ObjectNode) Json.mapper().readTree(out.toString());
  }

  private static CommandLine loadCommand(StringWriter out, PrintWriter err) {
    return Terminal.configure(new CommandLine(new LoadCommand()), new PrintWriter(out, true), err)
        .setOverwrittenOptionsAllowed(true);
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
    if (report.contenders().isEmpty()) {
      return CommandFailedException.UNREACHABLE;
    }
    boolean complete = report.contenders().stream().allMatch(each -> each.wrongDeliveries() == 0);
    return complete ? 0 : CommandFailedException.REFUSED;
  }

  private String command() {
    return "./dateline " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private String method() {
    return """
        Each contender is started anew in each of %d rounds, in turn, under `./dateline load %s`; the last of repeated flags counts.
        CPU is the user and system time of the processes that serve the streams, from `/proc`, over the measured changes; latency counts from the
        instant a change was due, over everything in between. In the first five seconds, of a server that has just started, the CPU has the connects too. The figures are medians of the rounds. The subscribers share the machine: look at the ratios."""
        .formatted(rounds, String.join(" ", load));
  }
}
