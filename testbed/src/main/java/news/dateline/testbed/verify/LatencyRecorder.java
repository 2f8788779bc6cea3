package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long subscribers waited who were there and reading all the while: since an act was first
 * sent, however often it had to be repeated; and since the end of an embargo.
 */
final class LatencyRecorder {
  /** A kill is felt by what was sent a little before, too. */
  private static final long BEFORE = 1_000;

  private final Histogram published = new Histogram(3);
  private final Histogram released = new Histogram(3);
  private final List<Outage> outages;
  private final List<Histogram> felt = new ArrayList<>();

  /** Milliseconds; all 0 where there was nothing to measure. */
  record LatencySummary(long count, long p50, long p99, long max) {
    private static LatencySummary of(Histogram millis) {
      return new LatencySummary(
          millis.getTotalCount(),
          millis.getValueAtPercentile(50),
          millis.getValueAtPercentile(99),
          millis.getMaxValue());
    }
  }

  /**
   * What a kill did.
   *
   * @param second of the run in which it was killed
   * @param waits of what was sent from a second before until the next kill; the longest is the
   *     silence it made
   */
  record OutageImpact(String killed, double second, LatencySummary waits) {}

  /** Measures against these outages, in order. */
  LatencyRecorder(List<Outage> outages) {
    this.outages = List.copyOf(outages);
    outages.forEach(outage -> felt.add(new Histogram(3)));
  }

  void published(long sent, long seen) {
    long wait = Math.max(0, seen - sent);
    published.recordValue(wait);
    for (int i = outages.size() - 1; i >= 0; i--) {
      if (sent >= outages.get(i).at() - BEFORE) {
        felt.get(i).recordValue(wait);
        return;
      }
    }
  }

  void released(long due, long seen) {
    released.recordValue(Math.max(0, seen - due));
  }

  LatencySummary published() {
    return LatencySummary.of(published);
  }

  LatencySummary released() {
    return LatencySummary.of(released);
  }

  List<OutageImpact> silences(long start) {
    List<OutageImpact> silences = new ArrayList<>();
    for (int i = 0; i < outages.size(); i++) {
      Outage outage = outages.get(i);
      double second = (outage.at() - start) / 1000.0;
      silences.add(new OutageImpact(outage.command(), second, LatencySummary.of(felt.get(i))));
    }
    return silences;
  }
}
