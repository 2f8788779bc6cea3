package news.dateline.testbed.verify.subscriber;

import java.util.ArrayList;
import java.util.List;
import news.dateline.testbed.verify.violation.Violations;

/** The logs of all subscribers. */
public final class SubscriberLogs {
  private final Violations violations;
  private final boolean resetsAllowed;
  private final List<SubscriberLog> logs = new ArrayList<>();

  public SubscriberLogs(Violations violations, boolean resetsAllowed) {
    this.violations = violations;
    this.resetsAllowed = resetsAllowed;
  }

  public Violations violations() {
    return violations;
  }

  public SubscriberLog create(String subscriber, Filter filter) {
    SubscriberLog log = new SubscriberLog(subscriber, filter, violations, resetsAllowed);
    logs.add(log);
    return log;
  }

  public List<SubscriberLog> all() {
    return List.copyOf(logs);
  }

  /**
   * The number of subscribers whose cursor has reached the seq. Thread-safe once all logs exist.
   */
  public long countReached(long seq) {
    return logs.stream().filter(log -> log.reached() >= seq).count();
  }
}
