package news.dateline.testbed.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. For any thread. */
final class ConnectionCounters {
  private final Map<ConnectionEvent, LongAdder> counts = new EnumMap<>(ConnectionEvent.class);

  ConnectionCounters() {
    for (ConnectionEvent happening : ConnectionEvent.values()) {
      counts.put(happening, new LongAdder());
    }
  }

  void add(ConnectionEvent happening) {
    counts.getOrDefault(happening, new LongAdder()).increment();
  }

  Map<ConnectionEvent, Long> totals() {
    Map<ConnectionEvent, Long> totals = new EnumMap<>(ConnectionEvent.class);
    counts.forEach((happening, count) -> totals.put(happening, count.sum()));
    return totals;
  }
}
