package news.dateline.testbed.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The results of one contender.
 *
 * @param rounds the JSON reports of {@code ./dateline load}
 * @param pipelineCpu milliseconds of CPU per change before the server, by round; empty if there is
 *     nothing before it
 */
record ContenderResults(
    Contender contender,
    String version,
    int subscribers,
    List<JsonNode> rounds,
    List<Double> pipelineCpu) {
  ContenderResults(Contender contender, String version, int subscribers) {
    this(contender, version, subscribers, new ArrayList<>(), new ArrayList<>());
  }

  /** The median over the rounds of a number of the report, such as {@code /delivered/p50}. */
  double median(String pointer) {
    return median(values(pointer));
  }

  /** The median CPU per change before the server, in milliseconds. */
  double medianPipelineCpu() {
    return median(pipelineCpu.stream().mapToDouble(Double::doubleValue));
  }

  /** All values of a number of the report. */
  DoubleStream values(String pointer) {
    return rounds.stream().mapToDouble(round -> round.at(pointer).asDouble());
  }

  /** The number of missing, doubled and astray deliveries. */
  long wrongDeliveries() {
    return (long) Stream.of("/missing", "/doubled", "/astray").flatMapToDouble(this::values).sum();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? 0
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
