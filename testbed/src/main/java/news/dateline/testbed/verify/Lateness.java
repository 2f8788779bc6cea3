package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long subscribers waited who were there and reading all the while: since an act was first
 * sent, however often it had to be repeated; and since the end of an embargo.
 */
final class Lateness {
  /** A kill is felt by what was sent a little before, too. */
  private static final long BEFORE = 1_000;

  private final Histogram published = new Histogram(3);
  private final Histogram released = new Histogram(3);
  private final List<Outage> outages;
  private final List<Histogram> felt = new ArrayList<>();

  /** Milliseconds; all 0 where there was nothing to measure. */
  record Waits(long count, long p50, long p99, long max) {
    private static Waits of(Histogram millis) {
      return new Waits(
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
  record Silence(String killed, double second, Waits waits) {}

  /** Measures against these outages, in order. */
  Lateness(List<Outage> outages) {
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

  Waits published() {
    return Waits.of(published);
  }

  Waits released() {
    return Waits.of(released);
  }

  List<Silence> silences(long start) {
    List<Silence> silences = new ArrayList<>();
    for (int i = 0; i < outages.size(); i++) {
      Outage outage = outages.get(i);
      double second = (outage.at() - start) / 1000.0;
      silences.add(new Silence(outage.command(), second, Waits.of(felt.get(i))));
    }
    return silences;
  }
}
