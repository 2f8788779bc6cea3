package news.dateline.testbed.verify.check;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Records the latencies of subscribers that were connected and reading all the time: from the first
 * sending of an operation, repetitions included, and from the end of an embargo. Not thread-safe.
 */
public final class LatencyRecorder {
  /** An outage also delays operations that were sent shortly before, in milliseconds. */
  private static final long OUTAGE_LEAD_MILLIS = 1_000;

  /** An outage also delays operations that are sent shortly after the recovery, in milliseconds. */
  private static final long RETURN_MILLIS = 5_000;

  private final Histogram published = new Histogram(3);
  private final Histogram undisturbed = new Histogram(3);
  private final Histogram released = new Histogram(3);
  private final List<Outage> outages;
  private final long start;
  private final List<Histogram> byOutage = new ArrayList<>();

  /**
   * One killed process.
   *
   * @param command the command that killed it
   * @param at when, in epoch milliseconds
   * @param recovered when the service had recovered, in epoch milliseconds
   */
  public record Outage(String command, long at, long recovered) {}

  /** Milliseconds; all 0 if nothing was measured. */
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
   * The latencies around one outage.
   *
   * @param second of the run at which the process was killed
   * @param latency of operations sent from a second before the outage until five seconds after the
   *     recovery; the longest is the outage as subscribers saw it
   */
  public record OutageImpact(String command, double second, LatencySummary latency) {}

  /** Creates a recorder for the outages, in their order, of a run that began at {@code start}. */
  public LatencyRecorder(List<Outage> outages, long start) {
    this.outages = List.copyOf(outages);
    this.start = start;
    outages.forEach(outage -> byOutage.add(new Histogram(3)));
  }

  public void published(long sent, long seen) {
    long wait = Math.max(0, seen - sent);
    published.recordValue(wait);
    during(sent).recordValue(wait);
  }

  private Histogram during(long sent) {
    for (int i = outages.size() - 1; i >= 0; i--) {
      if (sent >= outages.get(i).at() - OUTAGE_LEAD_MILLIS
          && sent <= outages.get(i).recovered() + RETURN_MILLIS) {
        return byOutage.get(i);
      }
    }
    return undisturbed;
  }

  public void released(long due, long seen) {
    released.recordValue(Math.max(0, seen - due));
  }

  public LatencySummary published() {
    return LatencySummary.of(published);
  }

  /** Returns the latencies of operations that were sent during no outage. */
  public LatencySummary undisturbed() {
    return LatencySummary.of(undisturbed);
  }

  public LatencySummary released() {
    return LatencySummary.of(released);
  }

  public List<OutageImpact> impacts() {
    List<OutageImpact> impacts = new ArrayList<>();
    for (int i = 0; i < outages.size(); i++) {
      Outage outage = outages.get(i);
      double second = (outage.at() - start) / 1000.0;
      impacts.add(new OutageImpact(outage.command(), second, LatencySummary.of(byOutage.get(i))));
    }
    return impacts;
  }
}
