package news.dateline.testbed.verify;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run does.
 *
 * @param prefix begins the id of every item of the run
 * @param patience how long anything is waited for
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
    List<Operation.Kind> acts,
    boolean filters,
    boolean resetsAllowed,
    Duration patience,
    Duration silence,
    FaultInjector.Plan breakdown) {
  Settings {
    replicas = List.copyOf(replicas);
    acts = List.copyOf(acts);
  }
}
