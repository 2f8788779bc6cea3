package news.dateline.testbed.verify;

import java.util.ArrayList;
import java.util.List;

/** The ledgers of all subscribers. */
final class SubscriberLogs {
  private final Violations violations;
  private final boolean resetsAllowed;
  private final List<SubscriberLog> ledgers = new ArrayList<>();

  SubscriberLogs(Violations violations, boolean resetsAllowed) {
    this.violations = violations;
    this.resetsAllowed = resetsAllowed;
  }

  Violations violations() {
    return violations;
  }

  SubscriberLog open(String subscriber, Filter filter) {
    SubscriberLog ledger = new SubscriberLog(subscriber, filter, violations, resetsAllowed);
    ledgers.add(ledger);
    return ledger;
  }

  List<SubscriberLog> all() {
    return List.copyOf(ledgers);
  }

  /** How many subscribers have been told where they are, or more. */
  long reached(long seq) {
    return ledgers.stream().filter(ledger -> ledger.reached() >= seq).count();
  }
}
