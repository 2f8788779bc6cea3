package news.dateline.testbed.verify.workload;

import static news.dateline.testbed.verify.violation.Violation.Kind.EARLY;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import news.dateline.testbed.verify.feed.PublicApi;
import news.dateline.testbed.verify.violation.Violations;

/** Requests held items by their ids: before the release every replica must answer 404. */
public final class EmbargoProbe {
  private final List<PublicApi> replicas;
  private final OperationLog operationLog;
  private final Violations violations;

  public EmbargoProbe(List<PublicApi> replicas, OperationLog operationLog, Violations violations) {
    this.replicas = List.copyOf(replicas);
    this.operationLog = operationLog;
    this.violations = violations;
  }

  /** Sends one request to each replica. An answer after the end of the embargo proves nothing. */
  public void probe(String item, Clock clock) {
    for (PublicApi replica : replicas) {
      CompletableFuture<Void> unused =
          replica
              .ask("/items/" + item, "application/json")
              .thenAccept(
                  answer -> {
                    long early = operationLog.earliest(item) - clock.millis();
                    // 503: the replica is starting, or does not know the item while Kafka does not
                    // answer
                    boolean there = answer.status() != 404 && answer.status() != 503;
                    if (there && early > 0) {
                      String what =
                          "answered with " + answer.status() + " " + early + " ms too early";
                      violations.add(EARLY, replica.toString(), 0, item, what);
                    }
                  });
    }
  }
}
