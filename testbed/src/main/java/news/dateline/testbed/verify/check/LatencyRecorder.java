package news.dateline.testbed.verify.check;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long subscribers waited who were there and reading all the while: since an act was first
 * sent, however often it had to be repeated; and since the end of an embargo.
 */
public final class LatencyRecorder {
  /** A kill is felt by what was sent a little before, too. */
  private static final long LEAD_MILLIS = 1_000;

  private final Histogram published = new Histogram(3);
  private final Histogram released = new Histogram(3);
  private final List<Outage> outages;
  private final List<Histogram> byOutage = new ArrayList<>();

  /** Milliseconds; all 0 where there was nothing to measure. */
  public record LatencySummary(long count, long p50, long p99, long max) {
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
  public record OutageImpact(String killed, double second, LatencySummary waits) {}

  /** Measures against these outages, in order. */
  public LatencyRecorder(List<Outage> outages) {
    this.outages = List.copyOf(outages);
    outages.forEach(outage -> byOutage.add(new Histogram(3)));
  }

  public void published(long sent, long seen) {
    long wait = Math.max(0, seen - sent);
    published.recordValue(wait);
    for (int i = outages.size() - 1; i >= 0; i--) {
      if (sent >= outages.get(i).at() - LEAD_MILLIS) {
        byOutage.get(i).recordValue(wait);
        return;
      }
    }
  }

  public void released(long due, long seen) {
    released.recordValue(Math.max(0, seen - due));
  }

  public LatencySummary published() {
    return LatencySummary.of(published);
  }

  public LatencySummary released() {
    return LatencySummary.of(released);
  }

  public List<OutageImpact> impacts(long start) {
    List<OutageImpact> impacts = new ArrayList<>();
    for (int i = 0; i < outages.size(); i++) {
      Outage outage = outages.get(i);
      double second = (outage.at() - start) / 1000.0;
      impacts.add(new OutageImpact(outage.command(), second, LatencySummary.of(byOutage.get(i))));
    }
    return impacts;
  }
}
