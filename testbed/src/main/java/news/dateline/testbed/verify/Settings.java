package news.dateline.testbed.verify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import news.dateline.testbed.verify.workload.Operation;

/**
 * What a run does.
 *
 * @param prefix begins the id of every item of the run
 * @param timeout how long anything is waited for
 * @param silence how long an open stream may say nothing
 * @param resetsAllowed whether a reset within one numbering is no violation
 */
record Settings(
    List<URI> replicas,
    String prefix,
    int subscribers,
    Duration duration,
    double rate,
    long seed,
    List<Operation.Kind> operations,
    boolean filters,
    boolean resetsAllowed,
    Duration timeout,
    Duration silence,
    FaultInjector.Plan faults) {
  Settings {
    replicas = List.copyOf(replicas);
    operations = List.copyOf(operations);
  }
}
