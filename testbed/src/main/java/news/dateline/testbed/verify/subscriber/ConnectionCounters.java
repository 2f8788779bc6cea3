package news.dateline.testbed.verify.subscriber;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts connection events. Thread-safe. */
public final class ConnectionCounters {
  private final Map<ConnectionEvent, LongAdder> counts = new EnumMap<>(ConnectionEvent.class);

  public ConnectionCounters() {
    for (ConnectionEvent event : ConnectionEvent.values()) {
      counts.put(event, new LongAdder());
    }
  }

  public void add(ConnectionEvent event) {
    counts.getOrDefault(event, new LongAdder()).increment();
  }

  public Map<ConnectionEvent, Long> totals() {
    Map<ConnectionEvent, Long> totals = new EnumMap<>(ConnectionEvent.class);
    counts.forEach((event, count) -> totals.put(event, count.sum()));
    return totals;
  }
}
