package news.dateline.testbed.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. For any thread. */
final class Tally {
  private final Map<Happening, LongAdder> counts = new EnumMap<>(Happening.class);

  Tally() {
    for (Happening happening : Happening.values()) {
      counts.put(happening, new LongAdder());
    }
  }

  void add(Happening happening) {
    counts.getOrDefault(happening, new LongAdder()).increment();
  }

  Map<Happening, Long> totals() {
    Map<Happening, Long> totals = new EnumMap<>(Happening.class);
    counts.forEach((happening, count) -> totals.put(happening, count.sum()));
    return totals;
  }
}
