package news.dateline.testbed.verify.check;

import static news.dateline.testbed.verify.violation.Violation.Kind.EARLY;
import static news.dateline.testbed.verify.violation.Violation.Kind.MISSED;
import static news.dateline.testbed.verify.violation.Violation.Kind.UNASKED;

import java.util.ArrayList;
import java.util.List;
import news.dateline.testbed.verify.check.ReferenceLog.Change;
import news.dateline.testbed.verify.feed.Frame;
import news.dateline.testbed.verify.feed.ItemState;
import news.dateline.testbed.verify.subscriber.SubscriberLog;
import news.dateline.testbed.verify.violation.Violations;
import news.dateline.testbed.verify.workload.OperationLog;

/**
 * Compares what each subscriber received with the reference log.
 *
 * <p>The newest of several changes of an item may stand for the older ones, if it existed when the
 * subscriber's cursor passed them. Every other change must have been delivered.
 */
public final class DeliveryChecker {
  private final ReferenceLog referenceLog;
  private final OperationLog operationLog;
  private final Violations violations;
  private final LatencyRecorder latency;
  private long deliveries;
  private long conflated;

  public DeliveryChecker(
      ReferenceLog referenceLog,
      OperationLog operationLog,
      Violations violations,
      LatencyRecorder latency) {
    this.referenceLog = referenceLog;
    this.operationLog = operationLog;
    this.violations = violations;
    this.latency = latency;
  }

  public long deliveries() {
    return deliveries;
  }

  /** The number of changes for which a subscriber received a newer change of the same item. */
  public long conflated() {
    return conflated;
  }

  public void check(SubscriberLog log) {
    checkEach(log);
    if (log.reached() < referenceLog.last()) {
      String what = "never reached more than " + log.reached() + " of " + referenceLog.last();
      violations.add(MISSED, log.subscriber(), what);
      return;
    }
    LogIndex index = new LogIndex(log, referenceLog.first(), referenceLog.last());
    referenceLog.items().forEach(changes -> new ItemCheck(log, index).checkAll(changes));
  }

  private void checkEach(SubscriberLog log) {
    for (int entry = 0; entry < log.size(); entry++) {
      Frame frame = log.frame(entry);
      ItemState state = frame.state();
      if (frame.type() != Frame.Type.ITEM) {
        continue;
      }
      deliveries++;
      long early = operationLog.earliest(frame.item()) - log.time(entry);
      if (early > 0) {
        String what = "shown " + early + " ms before its embargo ends";
        violations.add(EARLY, log.subscriber(), frame.seq(), frame.item(), what);
      }
      if (state != null && !state.retracted() && !log.filter().matches(state)) {
        String what = frame.text() + " although the filter " + log.filter() + " excludes it";
        violations.add(UNASKED, log.subscriber(), frame.seq(), frame.item(), what);
      }
    }
  }

  /** Checks the changes of one item against what one subscriber received. */
  private final class ItemCheck {
    private final SubscriberLog log;
    private final LogIndex index;
    private final List<Change> passedOver = new ArrayList<>();
    private boolean shown;

    private ItemCheck(SubscriberLog log, LogIndex index) {
      this.log = log;
      this.index = index;
    }

    private void checkAll(List<Change> changes) {
      for (Change change : changes) {
        if (change.seq() > index.start()) {
          check(change);
        }
      }
      passedOver.forEach(
          change -> missed(change, "and never received a newer change of this item"));
    }

    private void check(Change change) {
      checkPassedOver(change);
      int entry = index.entryOf(change.seq());
      if (entry >= 0) {
        shown = !log.frame(entry).hidesItem();
        conflate();
        measure(change, entry);
      } else if (isOwed(change)) {
        passedOver.add(change);
      } else {
        // the item matched and stopped matching between two deliveries: nothing is to be removed
        conflate();
      }
    }

    private boolean isOwed(Change change) {
      if (shown || log.filter().isEmpty()) {
        return true;
      }
      ItemState state = change.state();
      return state != null && log.filter().matches(state);
    }

    /**
     * The change before may be passed over only if this one existed when the cursor passed it. This
     * one need not be delivered either, if a still newer one existed by then.
     */
    private void checkPassedOver(Change newer) {
      if (passedOver.isEmpty()) {
        return;
      }
      Change older = passedOver.get(passedOver.size() - 1);
      if (newer.sent() > index.passedAt(older.seq())) {
        missed(older, "although no newer change existed when the cursor passed it");
        passedOver.remove(older);
      }
    }

    private void conflate() {
      conflated += passedOver.size();
      passedOver.clear();
    }

    private void missed(Change change, String what) {
      violations.add(
          MISSED,
          log.subscriber(),
          change.seq(),
          change.item(),
          "never received the change, " + what);
    }

    private void measure(Change change, int entry) {
      long seen = log.time(entry);
      long release = operationLog.release(change.item());
      if (log.frame(entry).text().equals("published") && release != 0) {
        if (log.attentiveSince(entry) <= release) {
          latency.released(release, seen);
        }
      } else if (change.sent() != 0 && log.attentiveSince(entry) <= change.sent()) {
        latency.published(change.sent(), seen);
      }
    }
  }
}
