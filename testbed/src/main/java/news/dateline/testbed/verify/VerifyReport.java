package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import news.dateline.cli.terminal.TerminalText;
import news.dateline.events.FeedId;
import news.dateline.testbed.verify.check.LatencyRecorder.LatencySummary;
import news.dateline.testbed.verify.check.LatencyRecorder.OutageImpact;
import news.dateline.testbed.verify.subscriber.ConnectionEvent;
import news.dateline.testbed.verify.violation.Violation;
import news.dateline.testbed.verify.workload.Operation;

/**
 * The result of a run. Times are in milliseconds. The components are the fields of the JSON report.
 *
 * @param proven true if no violation was found
 * @param operations operations with an outcome, by kind
 * @param repeated how often an operation was sent again because it had no outcome yet
 * @param skipped operations that were left out because too many were in progress
 * @param changes changes of the feed during the run
 * @param unseen changes that no subscriber received, because a newer one of the item existed
 * @param deliveries changes that subscribers received
 * @param conflated changes for which a subscriber received a newer one of the item
 * @param published latency from the first sending of an operation to a connected, reading
 *     subscriber
 * @param undisturbed the same, without the operations that were sent during an outage
 * @param released latency from the end of an embargo to the same
 * @param violations the number of each kind; {@code examples} has the first of each
 */
record VerifyReport(
    boolean proven,
    FeedId feed,
    long seed,
    int subscribers,
    long seconds,
    double rate,
    Map<Operation.Kind, Long> operations,
    long repeated,
    int skipped,
    long changes,
    long unseen,
    long deliveries,
    long conflated,
    Map<ConnectionEvent, Long> connections,
    LatencySummary published,
    LatencySummary undisturbed,
    LatencySummary released,
    List<OutageImpact> outages,
    Map<Violation.Kind, Integer> violations,
    List<Violation> examples) {

  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d subscribers of %s, %d s, %.0f operations per second, seed %d"
            .formatted(subscribers, feed, seconds, rate, seed));
    lines.add("operations   " + list(operations, Operation.Kind::word));
    lines.add("             sent again %d, skipped %d".formatted(repeated, skipped));
    lines.add(
        "changes      %d, of which no subscriber received %d by themselves"
            .formatted(changes, unseen));
    lines.add("deliveries   %d, and %d as a newer change".formatted(deliveries, conflated));
    lines.add("subscribers  " + list(connections, ConnectionEvent::word));
    lines.add(
        String.format(Locale.ROOT, "%-44s%9s%9s%9s", "milliseconds", "p50", "p99", "longest"));
    lines.add(row("publish to seen", published));
    lines.add(row("end of embargo to seen", released));
    if (!outages.isEmpty()) {
      lines.add(row("publish to seen, without a fault", undisturbed));
    }
    outages.stream().map(VerifyReport::row).forEach(lines::add);
    lines.add(
        proven
            ? "PROVEN: nothing missed, doubled, reordered or early"
            : "VIOLATED: " + list(violations, Violation.Kind::word));
    examples.stream()
        .map(violation -> "  " + TerminalText.of(violation.line()))
        .forEach(lines::add);
    return lines;
  }

  private static String row(OutageImpact impact) {
    String label = "%6.1f s  %s".formatted(impact.second(), TerminalText.of(impact.command()));
    return row(label, impact.latency());
  }

  private static String row(String what, LatencySummary latency) {
    String label = what.length() > 43 ? what.substring(0, 42) + "…" : what;
    return String.format(
        Locale.ROOT, "%-44s%9d%9d%9d", label, latency.p50(), latency.p99(), latency.max());
  }

  private static <K extends Comparable<K>> String list(
      Map<K, ? extends Number> counts, Function<K, String> word) {
    return counts.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .map(count -> word.apply(count.getKey()) + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }
}
