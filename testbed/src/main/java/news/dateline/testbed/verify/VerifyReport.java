package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.events.FeedId;
import news.dateline.testbed.verify.check.DeliveryChecker;
import news.dateline.testbed.verify.check.LatencyRecorder;
import news.dateline.testbed.verify.check.LatencyRecorder.LatencySummary;
import news.dateline.testbed.verify.check.LatencyRecorder.OutageImpact;
import news.dateline.testbed.verify.check.ReferenceLog;
import news.dateline.testbed.verify.subscriber.ConnectionCounters;
import news.dateline.testbed.verify.subscriber.ConnectionEvent;
import news.dateline.testbed.verify.violation.Violation;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.FeedEditor;
import news.dateline.testbed.verify.workload.Operation;
import news.dateline.testbed.verify.workload.OperationLog;
import news.dateline.testbed.verify.workload.Workload;

/**
 * The result of a run. Times are in milliseconds. The components are the fields of the JSON report.
 *
 * @param proven true if no violation was found
 * @param acts operations with an outcome, by kind
 * @param repeated how often an operation was sent again because it had no outcome yet
 * @param skipped operations that were left out because too many were in progress
 * @param changes changes of the feed during the run
 * @param untold changes that no subscriber received, because a newer one of the item existed
 * @param deliveries changes that subscribers received, by themselves or as a newer one of the item
 * @param published latency from the first sending of an operation to a connected, reading
 *     subscriber
 * @param released latency from the end of an embargo to the same
 * @param violations the number of each kind; {@code found} has the first of each
 */
record VerifyReport(
    boolean proven,
    FeedId feed,
    long seed,
    int subscribers,
    long seconds,
    double rate,
    Map<Operation.Kind, Long> acts,
    long repeated,
    int skipped,
    long changes,
    long untold,
    Deliveries deliveries,
    Map<ConnectionEvent, Long> happenings,
    LatencySummary published,
    LatencySummary released,
    List<OutageImpact> silences,
    Map<Violation.Kind, Integer> violations,
    List<Violation> found) {

  /**
   * Deliveries to all subscribers.
   *
   * @param conflated changes for which a newer one was delivered
   */
  record Deliveries(long told, long conflated) {}

  /** The parts of a finished run that the report reads. */
  record Run(
      Workload workload,
      FeedEditor editor,
      OperationLog operationLog,
      ConnectionCounters counters) {}

  /** The results of the comparison of a run that began at the given time, in epoch milliseconds. */
  record Proof(
      ReferenceLog referenceLog,
      DeliveryChecker deliveryChecker,
      LatencyRecorder latency,
      long began) {}

  static VerifyReport of(Settings settings, Run run, Violations violations, Proof proof) {
    return new VerifyReport(
        violations.isEmpty(),
        run.editor().feed(),
        settings.seed(),
        settings.subscribers(),
        settings.duration().toSeconds(),
        settings.rate(),
        acts(run.operationLog()),
        run.editor().client().repeats(),
        run.workload().skipped(),
        proof.referenceLog().last() - proof.referenceLog().first(),
        proof.referenceLog().unseen(),
        new Deliveries(proof.deliveryChecker().deliveries(), proof.deliveryChecker().conflated()),
        run.counters().totals(),
        proof.latency().published(),
        proof.latency().released(),
        proof.latency().impacts(proof.began()),
        violations.counts(),
        violations.examples());
  }

  private static Map<Operation.Kind, Long> acts(OperationLog operationLog) {
    return operationLog.entries().stream()
        .filter(entry -> entry.result().isFinal())
        .collect(
            Collectors.groupingBy(
                entry -> entry.operation().kind(),
                () -> new EnumMap<>(Operation.Kind.class),
                Collectors.counting()));
  }

  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d subscribers of %s, %d s, %.0f operations per second, seed %d"
            .formatted(subscribers, feed, seconds, rate, seed));
    lines.add("operations   " + list(acts, Operation.Kind::word));
    lines.add("             sent again %d, skipped %d".formatted(repeated, skipped));
    lines.add(
        "changes      %d, of which no subscriber received %d by themselves"
            .formatted(changes, untold));
    lines.add(
        "deliveries   %d, and %d as a newer change"
            .formatted(deliveries.told(), deliveries.conflated()));
    lines.add("subscribers  " + list(happenings, ConnectionEvent::word));
    lines.add(
        String.format(Locale.ROOT, "%-44s%9s%9s%9s", "milliseconds", "p50", "p99", "longest"));
    lines.add(row("publish to seen", published));
    lines.add(row("end of embargo to seen", released));
    silences.stream().map(VerifyReport::row).forEach(lines::add);
    lines.add(
        proven
            ? "PROVEN: nothing missed, doubled, reordered or early"
            : "VIOLATED: " + list(violations, VerifyReport::word));
    found.stream().map(violation -> "  " + TerminalText.of(violation.line())).forEach(lines::add);
    return lines;
  }

  private static String row(OutageImpact impact) {
    String label = "%6.1f s  %s".formatted(impact.second(), TerminalText.of(impact.killed()));
    return row(label, impact.waits());
  }

  private static String row(String what, LatencySummary waits) {
    String label = what.length() > 43 ? what.substring(0, 42) + "…" : what;
    return String.format(
        Locale.ROOT, "%-44s%9d%9d%9d", label, waits.p50(), waits.p99(), waits.max());
  }

  private static String word(Violation.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static <K extends Comparable<K>> String list(
      Map<K, ? extends Number> counts, java.util.function.Function<K, String> word) {
    return counts.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .map(count -> word.apply(count.getKey()) + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }
}
