package news.dateline.testbed.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import news.dateline.testbed.load.LoadReport;

/**
 * What one peer showed over all rounds.
 *
 * @param pipeline milliseconds of CPU that one change cost before it was at the server, by round;
 *     empty where there is nothing before it
 */
record ContenderResults(
    String name, String version, int subscribers, List<LoadReport> rounds, List<Double> pipeline) {
  ContenderResults(String name, String version, int subscribers) {
    this(name, version, subscribers, new ArrayList<>(), new ArrayList<>());
  }

  double cpu() {
    return median(ContenderResults::cpuPerDelivery);
  }

  /** The lowest and the highest CPU a delivery of all rounds. */
  double[] spread() {
    return new double[] {
      rounds.stream().mapToDouble(ContenderResults::cpuPerDelivery).min().orElse(0),
      rounds.stream().mapToDouble(ContenderResults::cpuPerDelivery).max().orElse(0)
    };
  }

  double p50() {
    return median(round -> round.delivered().p50());
  }

  double p99() {
    return median(round -> round.delivered().p99());
  }

  double p999() {
    return median(round -> round.delivered().p999());
  }

  double residentPerConnection() {
    return median(round -> Objects.requireNonNull(round.server()).residentPerConnection());
  }

  double connectRate() {
    return median(LoadReport::connectRate);
  }

  long wrong() {
    return rounds.stream().mapToLong(LoadReport::wrong).sum();
  }

  double pipelineCpu() {
    return median(pipeline.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  private static double cpuPerDelivery(LoadReport round) {
    return Objects.requireNonNull(round.server()).cpuPerDelivery();
  }

  private double median(ToDoubleFunction<LoadReport> figure) {
    return median(rounds.stream().mapToDouble(figure).sorted().toArray());
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length == 0
        ? 0
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
