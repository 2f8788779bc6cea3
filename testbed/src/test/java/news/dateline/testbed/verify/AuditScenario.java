package news.dateline.testbed.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.client.ServerSentEvent;
import news.dateline.events.Cursor;

/**
 * A feed {@code k3f9} and one subscriber of it, told by a test: first what happened, then what came
 * over the stream. Change n happened, and came, at second n unless said otherwise.
 */
final class AuditScenario {
  final Violations violations = new Violations();
  final OperationLog journal = new OperationLog();
  final LatencyRecorder lateness = new LatencyRecorder(List.of());
  private final List<Frame> happened = new ArrayList<>();
  private final List<OperationLog.Entry> acts = new ArrayList<>();
  private final SubscriberLog ledger;
  private DeliveryChecker audit;
  private long last;

  AuditScenario(Filter filter) {
    ledger = new SubscriberLog("subscriber 7", filter, violations, false);
    audit = audit(new ReferenceLog(new Cursor("k3f9", 0), 0, violations));
  }

  /** An item is published, or changed, with this number. */
  AuditScenario happens(long seq, String change, String item) {
    return happens(
        seq, change, item, "{\"id\":\"%s\",\"title\":\"%s\"}".formatted(item, item + seq));
  }

  /** The same with the item as it is then. */
  AuditScenario happens(long seq, String change, String item, String content) {
    Frame frame = item(seq, change, item, content);
    happened.add(frame);
    Operation.Request request = new Operation.Request("PUT", "", null);
    Operation act =
        new Operation(
            (int) seq,
            Operation.Kind.PIN,
            new ExpectedItem(item),
            request,
            new Operation.Words(Map.of(), ""));
    OperationResult verdict =
        new OperationResult(200, "accepted", "e" + seq, new Cursor("k3f9", seq), 1, "");
    acts.add(new OperationLog.Entry(act, seq * 1000, verdict));
    last = Math.max(last, seq);
    return this;
  }

  /** The subscriber connects and is put at a position. */
  AuditScenario connects(long seq) {
    ledger.connecting();
    return comes(at(seq), seq * 1000 + 1);
  }

  AuditScenario comes(long... seqs) {
    for (long seq : seqs) {
      comesAt(seq, seq * 1000 + 1);
    }
    return this;
  }

  /** A change comes at this time. */
  AuditScenario comesAt(long seq, long millis) {
    Frame frame = happened.stream().filter(one -> one.seq() == seq).findFirst().orElseThrow();
    return comes(frame, millis);
  }

  /** The cursor comes by itself. */
  AuditScenario beats(long seq, long millis) {
    return comes(at(seq), millis);
  }

  AuditScenario comes(Frame frame, long millis) {
    ledger.take(frame, millis, 0);
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

  /** What is found wrong. */
  List<String> found() {
    ReferenceLog history = new ReferenceLog(new Cursor("k3f9", 0), last, violations);
    history.addFrames("the stream", happened);
    history.addActs(acts);
    history.complete();
    audit = audit(history);
    audit.check(ledger);
    return violations.first().stream().map(Violation::line).toList();
  }

  long conflated() {
    return audit.conflated();
  }

  private DeliveryChecker audit(ReferenceLog history) {
    return new DeliveryChecker(history, journal, violations, lateness);
  }
}
