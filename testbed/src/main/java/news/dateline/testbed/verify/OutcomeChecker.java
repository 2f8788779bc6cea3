package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.Violation.Kind.OUTCOME;

import java.time.Clock;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.ExpectedItem.State;
import news.dateline.testbed.verify.Operation.Kind;

/** Compares what became of each act with what the rules say, and moves its item on. */
final class OutcomeChecker {
  private final OperationLog journal;
  private final Violations violations;
  private final EmbargoProbe probe;
  private final Clock clock;

  OutcomeChecker(OperationLog journal, Violations violations, EmbargoProbe probe, Clock clock) {
    this.journal = journal;
    this.violations = violations;
    this.probe = probe;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** Before an act is sent: from here on its consequences may be seen. */
  void beginning(Operation act) {
    if (act.writes()) {
      act.story().wrote(ContentGenerator.token(act.story().id(), act.number()));
    }
    if (act.kind() == Kind.HOLD) {
      journal.embargo(act.story().id(), act.story().release());
    }
  }

  /** Takes an act's outcome; whether its item can be acted on again. */
  boolean decided(OperationLog.Entry entry) {
    journal.add(entry);
    Operation act = entry.act();
    OperationResult verdict = entry.verdict();
    if (!verdict.decided()) {
      complain(OUTCOME, act, verdict, verdict.text());
      act.story().doubtful();
      return false;
    }
    if (verdict.unchanged() && act.kind().mayChangeNothing()) {
      return true;
    }
    if (!verdict.accepted() && !verdict.held()) {
      // breaking news whose end passed while the desk or Kafka was away
      boolean late =
          act.kind() == Kind.BREAK
              && clock.millis() > entry.sent() + OperationGenerator.SHORTEST_BREAK;
      if (!late) {
        complain(OUTCOME, act, verdict, "unexpected: " + verdict.text());
      }
      return late;
    }
    apply(act, verdict);
    if (act.kind() == Kind.HOLD && verdict.held()) {
      probe.ask(act.story().id(), clock);
    }
    return act.story().state() != State.WITHDRAWN;
  }

  private static void apply(Operation act, OperationResult verdict) {
    ExpectedItem story = act.story();
    if (act.writes()) {
      story.says(act.words().title());
      story.is(verdict.held() ? State.HELD : State.PUBLIC, verdict.version());
    }
    switch (act.kind()) {
      case CORRECT -> story.corrected(act.words().text());
      case RETRACT, WITHDRAW -> {
        // a withdrawal that came after the release is a retraction
        story.is(verdict.cursor() == null ? State.WITHDRAWN : State.RETRACTED, verdict.version());
        story.retractedFor(act.words().text());
      }
      default -> {
        // marks are no content
      }
    }
  }

  void complain(Violation.Kind kind, Operation act, OperationResult verdict, String what) {
    Cursor cursor = verdict.cursor();
    violations.add(kind, act.witness(), cursor == null ? 0 : cursor.seq(), act.story().id(), what);
  }
}
