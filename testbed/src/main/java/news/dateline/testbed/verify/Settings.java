package news.dateline.testbed.verify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import news.dateline.testbed.verify.workload.Operation;

/**
 * The settings of a run.
 *
 * @param prefix begins the id of every item of the run
 * @param timeout the longest wait for an outcome, a release or a subscriber
 * @param silence the longest time without a byte on an open stream
 * @param resetsAllowed true if a reset within one epoch is no violation
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
