package news.dateline.testbed.verify.workload;

import static news.dateline.testbed.verify.violation.Violation.Kind.OUTCOME;

import java.time.Clock;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.violation.Violation;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.ExpectedItem.State;
import news.dateline.testbed.verify.workload.Operation.Kind;

/**
 * Compares the result of each operation with the rules of a feed, and updates its expected item.
 */
public final class OutcomeChecker {
  private final OperationLog operationLog;
  private final Violations violations;
  private final EmbargoProbe probe;
  private final Clock clock;

  public OutcomeChecker(
      OperationLog operationLog, Violations violations, EmbargoProbe probe, Clock clock) {
    this.operationLog = operationLog;
    this.violations = violations;
    this.probe = probe;
    this.clock = clock;
  }

  public Clock clock() {
    return clock;
  }

  /** Must be called before an operation is sent: from here on its effects may be visible. */
  public void started(Operation operation) {
    if (operation.changesContent()) {
      operation.item().addToken(ContentGenerator.token(operation.item().id(), operation.number()));
    }
    if (operation.kind() == Kind.HOLD) {
      operationLog.embargo(operation.item().id(), operation.item().release());
    }
  }

  /** Records the result of an operation. Returns true if its item may have another operation. */
  public boolean decided(OperationLog.Entry entry) {
    operationLog.add(entry);
    Operation operation = entry.operation();
    OperationResult result = entry.result();
    if (!result.isFinal()) {
      report(OUTCOME, operation, result, result.text());
      operation.item().markUncertain();
      return false;
    }
    if (result.unchanged() && operation.kind().mayChangeNothing()) {
      return true;
    }
    if (!result.accepted() && !result.held()) {
      // the end of breaking news may pass while the service is away, or by a clock that is ahead
      boolean late =
          operation.kind() == Kind.BREAK
              && operationLog.latest(clock.millis())
                  > entry.sent() + OperationGenerator.MIN_BREAKING_MILLIS;
      if (!late) {
        report(OUTCOME, operation, result, "unexpected: " + result.text());
      }
      return late;
    }
    operation.item().apply(operation, result);
    if (operation.kind() == Kind.HOLD && result.held()) {
      probe.probe(operation.item().id(), clock);
    }
    return operation.item().state() != State.WITHDRAWN;
  }

  public void report(
      Violation.Kind kind, Operation operation, OperationResult result, String what) {
    Cursor cursor = result.cursor();
    violations.add(
        kind, operation.witness(), cursor == null ? 0 : cursor.seq(), operation.item().id(), what);
  }
}
