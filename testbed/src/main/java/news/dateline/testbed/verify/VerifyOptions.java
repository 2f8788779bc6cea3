package news.dateline.testbed.verify;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.events.FeedId;
import news.dateline.testbed.verify.workload.Operation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of a run. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VerifyOptions {
  @Option(
      names = "--feed-url",
      paramLabel = "URL",
      split = ",",
      defaultValue = "http://127.0.0.1:8080",
      description = "The address of the public API; several are used in turn (${DEFAULT-VALUE}).")
  private List<URI> replicas;

  @Option(
      names = "--feed",
      paramLabel = "ID",
      description = "The feed's id; a new feed is opened if left out.")
  private @Nullable FeedId feed;

  @Option(
      names = "--subscribers",
      defaultValue = "500",
      description = "The number of subscribers (${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(
      names = "--duration",
      defaultValue = "120s",
      description = "How long editors work (${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Operations per second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seed",
      description = "Repeats the choices of a run; drawn and reported if left out.")
  private @Nullable Long seed;

  @Option(
      names = "--acts",
      paramLabel = "ACT",
      split = ",",
      description = "The kinds of operations; all if left out: ${COMPLETION-CANDIDATES}.")
  private List<Operation.Kind> acts = new ArrayList<>();

  @Option(names = "--no-filters", description = "No subscriber has a filter.")
  private boolean unfiltered;

  @Option(
      names = "--allow-resets",
      description = "Count a reset within one epoch, but do not report a violation.")
  private boolean resetsAllowed;

  @Option(
      names = "--patience",
      defaultValue = "60s",
      description =
          "The longest wait for an outcome, a release or a subscriber (${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--silence",
      defaultValue = "45s",
      description = "The longest silence of a stream, three heartbeats (${DEFAULT-VALUE}).")
  private Duration silence;

  @Option(
      names = "--kill",
      paramLabel = "CMD",
      description = "A shell command that kills a process while editors work; may be repeated.")
  private List<String> kills = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "CMD",
      description =
          "A shell command that starts the process again; one for each --kill, in the same order.")
  private List<String> starts = new ArrayList<>();

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "How often each process is killed (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--down",
      defaultValue = "1s",
      description = "How long a killed process stays down (${DEFAULT-VALUE}).")
  private Duration down;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  FeedId feed(String fresh) {
    return feed == null ? new FeedId(fresh) : feed;
  }

  /** Checks the flags and returns the settings. */
  Settings settings(String prefix) {
    check("--subscribers", subscribers, 1, 15_000);
    check("--rate", rate, 0.1, 1_000);
    check("--rounds", rounds, 1, 100);
    check("--duration", duration.toMillis() / 1000.0, 1, 86_400);
    check("--patience", timeout.toMillis() / 1000.0, 1, 3_600);
    check("--silence", silence.toMillis() / 1000.0, 1, 3_600);
    if (kills.size() != starts.size()) {
      throw new ParameterException(spec.commandLine(), "every --kill needs its --start");
    }
    return new Settings(
        replicas,
        prefix,
        subscribers,
        duration,
        rate,
        seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed,
        acts.isEmpty() ? List.of(Operation.Kind.values()) : acts(),
        !unfiltered,
        resetsAllowed,
        timeout,
        silence,
        new FaultInjector.Plan(kills, starts, rounds, down, duration));
  }

  private List<Operation.Kind> acts() {
    if (!acts.contains(Operation.Kind.PUBLISH)) {
      throw new ParameterException(spec.commandLine(), "--acts must have publish among them");
    }
    return acts;
  }

  private void check(String flag, double value, double min, double max) {
    RangeCheck.check(spec, flag, value, min, max);
  }
}
