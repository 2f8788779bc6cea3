package news.dateline.testbed.verify;

import java.net.URI;
import java.time.Duration;
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
  List<URI> replicas;

  @Option(
      names = "--feed",
      paramLabel = "ID",
      description = "The feed's id; a new feed is opened if left out.")
  @Nullable FeedId feed;

  @Option(
      names = "--subscribers",
      defaultValue = "500",
      description = "The number of subscribers (${DEFAULT-VALUE}).")
  int subscribers;

  @Option(
      names = "--duration",
      defaultValue = "120s",
      description = "How long editors work (${DEFAULT-VALUE}).")
  Duration duration;

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Operations per second (${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--seed",
      description = "Repeats the choices of a run; drawn and reported if left out.")
  long seed = new Random().nextInt(Integer.MAX_VALUE);

  @Option(
      names = "--acts",
      paramLabel = "ACT",
      split = ",",
      description = "The kinds of operations; all if left out: ${COMPLETION-CANDIDATES}.")
  List<Operation.Kind> operations = List.of(Operation.Kind.values());

  @Option(names = "--no-filters", description = "No subscriber has a filter.")
  boolean unfiltered;

  @Option(
      names = "--allow-resets",
      description = "Count a reset within one epoch, but do not report a violation.")
  boolean resetsAllowed;

  @Option(
      names = "--clock-error",
      defaultValue = "0s",
      description =
          "How much earlier than its embargo ends an item may be seen, while the clock of a broker"
              + " is ahead (${DEFAULT-VALUE}).")
  Duration clockError;

  @Option(
      names = "--patience",
      defaultValue = "60s",
      description =
          "The longest wait for an outcome, a release or a subscriber (${DEFAULT-VALUE}).")
  Duration timeout;

  @Option(
      names = "--silence",
      defaultValue = "45s",
      description = "The longest silence of a stream, three heartbeats (${DEFAULT-VALUE}).")
  Duration silence;

  @Option(
      names = "--kill",
      paramLabel = "CMD",
      description = "A shell command that kills a process while editors work; may be repeated.")
  List<String> kills = List.of();

  @Option(
      names = "--start",
      paramLabel = "CMD",
      description =
          "A shell command that starts the process again; one for each --kill, in the same order.")
  List<String> starts = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "How often each process is killed (${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--down",
      defaultValue = "1s",
      description = "How long a killed process stays down (${DEFAULT-VALUE}).")
  Duration down;

  @Option(
      names = "--ready",
      paramLabel = "CMD",
      description =
          "A shell command that succeeds once everything runs again; the next process is killed only"
              + " then.")
  @Nullable String ready;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  void check() {
    RangeCheck.check(spec, "--subscribers", subscribers, 1, 15_000);
    RangeCheck.check(spec, "--rate", rate, 0.1, 1_000);
    RangeCheck.check(spec, "--rounds", rounds, 1, 100);
    RangeCheck.check(spec, "--duration", duration.toMillis() / 1000.0, 1, 86_400);
    RangeCheck.check(spec, "--clock-error", clockError.toMillis() / 1000.0, 0, 3_600);
    RangeCheck.check(spec, "--patience", timeout.toMillis() / 1000.0, 1, 3_600);
    RangeCheck.check(spec, "--silence", silence.toMillis() / 1000.0, 1, 3_600);
    if (kills.size() != starts.size()) {
      throw new ParameterException(spec.commandLine(), "every --kill needs its --start");
    }
    if (!operations.contains(Operation.Kind.PUBLISH)) {
      throw new ParameterException(spec.commandLine(), "--acts must have publish among them");
    }
  }

  /**
   * Returns the longest wait for the last subscriber. A paused connection that Linux has ended for
   * the server without notice is left by its subscriber only after a silence.
   */
  Duration endTimeout() {
    return timeout.plus(silence);
  }
}
