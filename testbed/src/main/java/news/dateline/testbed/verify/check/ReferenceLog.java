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
 * The numbered log of the feed, assembled from the editors' API, from what any subscriber received,
 * and from the public API at the end. Reports a violation where two of them disagree. Not
 * thread-safe.
 */
public final class ReferenceLog {
  private final String epoch;
  private final long first;
  private final long last;
  private final Violations violations;
  private final Map<Long, Change> changes = new TreeMap<>();
  private final Map<String, List<Change>> items = new HashMap<>();

  /**
   * One change of an item.
   *
   * @param state the state of the item afterwards; null if no subscriber received it
   * @param sent when its operation was sent, in epoch milliseconds; 0 if a timer made the change
   */
  public record Change(long seq, String item, @Nullable ItemState state, long sent) {}

  /**
   * Creates an empty log of one epoch.
   *
   * @param first the position before the run's first change
   * @param last the seq of the run's last change
   */
  public ReferenceLog(Cursor first, long last, Violations violations) {
    this.epoch = first.epoch();
    this.first = first.seq();
    this.last = last;
    this.violations = violations;
  }

  /** Adds the changes that the editors' API confirmed. */
  public void addOperations(List<OperationLog.Entry> entries) {
    for (OperationLog.Entry entry : entries) {
      Cursor cursor = entry.result().cursor();
      if (cursor == null || !entry.result().accepted()) {
        continue;
      }
      Operation operation = entry.operation();
      if (!cursor.epoch().equals(epoch)) {
        violations.add(WRONG, operation.witness(), "was decided in another epoch: " + cursor);
      } else if (operation.kind() != Kind.UNPIN) {
        // the result of UNPIN does not name the item
        addOperation(operation, cursor.seq(), entry.sent());
      }
    }
  }

  private void addOperation(Operation operation, long seq, long sent) {
    Change known = changes.get(seq);
    String item = operation.item().id();
    if (known != null && known.sent() != 0) {
      violations.add(
          WRONG, operation.witness(), seq, item, "has the seq of another operation's change");
    }
    ItemState state = add(operation.witness(), new Change(seq, item, null, sent)).state();
    if (state == null || state.retracted() || !operation.changesContent()) {
      return;
    }
    if (!operation.title().equals(state.title())) {
      violations.add(
          WRONG, operation.witness(), seq, item, "is published as '" + state.title() + "'");
    }
  }

  /** Adds the changes that a stream or {@code /changes} reported. */
  public void addFrames(String witness, Collection<Frame> frames) {
    for (Frame frame : frames) {
      Cursor id = frame.cursor();
      if (frame.type() == Frame.Type.ITEM && id != null && id.epoch().equals(epoch)) {
        add(witness, new Change(frame.seq(), frame.item(), frame.state(), 0));
      }
    }
  }

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
      String what = "is a change of " + known.item() + " in another source";
      violations.add(DISAGREEMENT, witness, change.seq(), change.item(), what);
    } else if (before != null && now != null && !before.sameAs(now)) {
      String what = "the same change has other content in another source";
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

  /** Must be called once all changes are added. */
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

  public Collection<List<Change>> items() {
    return items.values();
  }

  /** The number of changes that no subscriber received, because a newer one of the item existed. */
  public long unseen() {
    return last - first - items.values().stream().mapToLong(List::size).sum();
  }
}
