package news.dateline.testbed.verify.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.client.ServerSentEvent;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.subscriber.StreamFilter;
import news.dateline.testbed.verify.subscriber.SubscriberLog;
import news.dateline.testbed.verify.violation.Violation;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.ExpectedItem;
import news.dateline.testbed.verify.workload.Operation;
import news.dateline.testbed.verify.workload.OperationLog;
import news.dateline.testbed.verify.workload.OperationResult;

/**
 * A feed {@code k3f9} and one subscriber. A test first states the changes, then what the subscriber
 * received. Change n happens, and arrives, at second n unless stated otherwise.
 */
final class AuditScenario {
  final Violations violations = new Violations();
  final OperationLog operationLog;
  final LatencyRecorder latency = new LatencyRecorder(List.of(), 0);
  private final List<Frame> happened = new ArrayList<>();
  private final List<OperationLog.Entry> operations = new ArrayList<>();
  private final SubscriberLog log;
  private DeliveryChecker audit;
  private long last;

  AuditScenario(StreamFilter filter) {
    this(filter, Duration.ZERO);
  }

  /**
   * @param clockError how much an embargo may end earlier
   */
  AuditScenario(StreamFilter filter, Duration clockError) {
    operationLog = new OperationLog(clockError);
    log = new SubscriberLog("subscriber 7", filter, violations, false);
    audit = audit(new ReferenceLog(new Cursor("k3f9", 0), 0, violations));
  }

  AuditScenario happens(long seq, String change, String item) {
    return happens(
        seq, change, item, "{\"id\":\"%s\",\"title\":\"%s\"}".formatted(item, item + seq));
  }

  /** States a change of an item with its content. */
  AuditScenario happens(long seq, String change, String item, String content) {
    Frame frame = item(seq, change, item, content);
    happened.add(frame);
    Operation.Request request = new Operation.Request("PUT", "", null);
    Operation operation =
        new Operation((int) seq, Operation.Kind.PIN, new ExpectedItem(item), request, Map.of(), "");
    OperationResult result =
        new OperationResult(200, "accepted", "e" + seq, new Cursor("k3f9", seq), 1, "");
    operations.add(new OperationLog.Entry(operation, seq * 1000, result));
    last = Math.max(last, seq);
    return this;
  }

  /** The subscriber connects, and its stream begins at the position. */
  AuditScenario connects(long seq) {
    log.connectionStarting();
    return comes(at(seq), seq * 1000 + 1);
  }

  AuditScenario comes(long... seqs) {
    for (long seq : seqs) {
      comesAt(seq, seq * 1000 + 1);
    }
    return this;
  }

  AuditScenario comesAt(long seq, long millis) {
    Frame frame = happened.stream().filter(one -> one.seq() == seq).findFirst().orElseThrow();
    return comes(frame, millis);
  }

  AuditScenario heartbeat(long seq, long millis) {
    return comes(at(seq), millis);
  }

  AuditScenario comes(Frame frame, long millis) {
    log.append(frame, millis, 0);
    return this;
  }

  static Frame at(long seq) {
    return Frame.of(new ServerSentEvent("at", "k3f9-" + seq, "{}".getBytes(UTF_8)));
  }

  static Frame item(long seq, String change, String item, String content) {
    String data =
        change.equals("retracted")
            ? "{\"change\":\"retracted\",\"id\":\"%s\",\"seq\":%d,\"reason\":\"r\"}"
                .formatted(item, seq)
            : "{\"change\":\"%s\",\"id\":\"%s\",\"seq\":%d%s}"
                .formatted(change, item, seq, change.equals("left") ? "" : ",\"item\":" + content);
    return Frame.of(new ServerSentEvent("item", "k3f9-" + seq, data.getBytes(UTF_8)));
  }

  /** Compares, and returns the lines of the violations. */
  List<String> found() {
    ReferenceLog referenceLog = new ReferenceLog(new Cursor("k3f9", 0), last, violations);
    referenceLog.addFrames("the stream", happened);
    referenceLog.addOperations(operations);
    referenceLog.finish();
    audit = audit(referenceLog);
    audit.check(log);
    return violations.examples().stream().map(Violation::line).toList();
  }

  long conflated() {
    return audit.conflated();
  }

  private DeliveryChecker audit(ReferenceLog referenceLog) {
    return new DeliveryChecker(referenceLog, operationLog, violations, latency);
  }
}
