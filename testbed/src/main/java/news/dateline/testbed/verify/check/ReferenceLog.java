package news.dateline.testbed.verify.check;

import static news.dateline.testbed.verify.violation.Violation.Kind.DISAGREEMENT;
import static news.dateline.testbed.verify.violation.Violation.Kind.WRONG;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import news.dateline.events.Cursor;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.feed.ItemState;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.Operation;
import news.dateline.testbed.verify.workload.Operation.Kind;
import news.dateline.testbed.verify.workload.OperationLog;
import org.jspecify.annotations.Nullable;

/**
 * The feed's numbered log, put together from what the desk told the editors, what any subscriber
 * was told and what the public API says in the end. All of them must say the same.
 */
public final class ReferenceLog {
  private final String epoch;
  private final long first;
  private final long last;
  private final Violations violations;
  private final Map<Long, Change> changes = new TreeMap<>();
  private final Map<String, List<Change>> items = new HashMap<>();

  /**
   * One change.
   *
   * @param state the item after it; null where nobody was told
   * @param sent before which nobody can know of it, in milliseconds of the wall clock; 0 where a
   *     timer or another's act made it
   */
  public record Change(long seq, String item, @Nullable ItemState state, long sent) {}

  /**
   * An empty log of one epoch.
   *
   * @param first the seq before the run's first change
   * @param last the seq of the run's last change
   */
  public ReferenceLog(Cursor first, long last, Violations violations) {
    this.epoch = first.epoch();
    this.first = first.seq();
    this.last = last;
    this.violations = violations;
  }

  /** Adds what the desk told of each act. */
  public void addOperations(List<OperationLog.Entry> entries) {
    for (OperationLog.Entry entry : entries) {
      Cursor cursor = entry.result().cursor();
      if (cursor == null || !entry.result().accepted()) {
        continue;
      }
      Operation operation = entry.operation();
      if (!cursor.epoch().equals(epoch)) {
        violations.add(WRONG, operation.witness(), "decided in another numbering: " + cursor);
      } else if (operation.kind() != Kind.UNPIN) {
        // whose pin was taken off, the desk does not say
        addOperation(operation, cursor.seq(), entry.sent());
      }
    }
  }

  private void addOperation(Operation operation, long seq, long sent) {
    Change known = changes.get(seq);
    String item = operation.item().id();
    if (known != null && known.sent() != 0) {
      violations.add(
          WRONG, operation.witness(), seq, item, "has the number of another act's change");
    }
    ItemState state = add(operation.witness(), new Change(seq, item, null, sent)).state();
    if (state == null || state.retracted() || !operation.changesContent()) {
      return;
    }
    if (!operation.payload().title().equals(state.title())) {
      violations.add(WRONG, operation.witness(), seq, item, "is told as '" + state.title() + "'");
    }
  }

  /** Adds what subscribers or {@code /changes} were told. */
  public void addFrames(String witness, Collection<Frame> frames) {
    for (Frame frame : frames) {
      Cursor id = frame.cursor();
      if (frame.type() == Frame.Type.ITEM && id != null && id.epoch().equals(epoch)) {
        add(witness, new Change(frame.seq(), frame.item(), frame.state(), 0));
      }
    }
  }

  /** Adds what a snapshot shows. */
  public void addStates(String witness, Collection<ItemState> states) {
    states.forEach(state -> add(witness, new Change(state.seq(), state.id(), state, 0)));
  }

  private Change add(String witness, Change change) {
    Change known = changes.putIfAbsent(change.seq(), change);
    if (known == null) {
      return change;
    }
    ItemState before = known.state();
    ItemState now = change.state();
    if (!known.item().equals(change.item())) {
      String what = "is a change of " + known.item() + " by another account";
      violations.add(DISAGREEMENT, witness, change.seq(), change.item(), what);
    } else if (before != null && now != null && !before.sameAs(now)) {
      String what = "the same change has other content by another account";
      violations.add(DISAGREEMENT, witness, change.seq(), change.item(), what);
    }
    Change both =
        new Change(
            known.seq(),
            known.item(),
            before == null ? now : before,
            Math.max(known.sent(), change.sent()));
    changes.put(change.seq(), both);
    return both;
  }

  /** Puts the changes in order, once all are added. */
  public void finish() {
    changes.values().stream()
        .filter(change -> change.seq() > first && change.seq() <= last)
        .forEach(
            change -> items.computeIfAbsent(change.item(), any -> new ArrayList<>()).add(change));
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  /** Each item's changes in order. */
  public Collection<List<Change>> items() {
    return items.values();
  }

  /** Changes that nobody was told, because a newer one of the same item was there already. */
  public long unseen() {
    return last - first - items.values().stream().mapToLong(List::size).sum();
  }
}
