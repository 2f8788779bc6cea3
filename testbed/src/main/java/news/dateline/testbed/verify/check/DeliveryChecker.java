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
 * Compares what each subscriber was told with the feed's log.
 *
 * <p>Several changes of one item may arrive as the newest of them, where that was there when the
 * subscriber's cursor passed the older ones. Nothing else may be left out.
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

  /** Changes that subscribers were told. */
  public long deliveries() {
    return deliveries;
  }

  /** Changes that were told as a newer one of their item. */
  public long conflated() {
    return conflated;
  }

  public void check(SubscriberLog log) {
    checkEach(log);
    if (log.reached() < referenceLog.last()) {
      String what = "never got past " + log.reached() + " of " + referenceLog.last();
      violations.add(MISSED, log.subscriber(), what);
      return;
    }
    LogIndex index = new LogIndex(log, referenceLog.first(), referenceLog.last());
    referenceLog.items().forEach(changes -> new ItemCheck(log, index).checkAll(changes));
  }

  /** What can be said of each event alone. */
  private void checkEach(SubscriberLog log) {
    for (int entry = 0; entry < log.size(); entry++) {
      Frame frame = log.frame(entry);
      ItemState state = frame.state();
      if (frame.type() != Frame.Type.ITEM) {
        continue;
      }
      deliveries++;
      long early = operationLog.release(frame.item()) - log.time(entry);
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

  /** One item in the eyes of one subscriber. */
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
      passedOver.forEach(change -> missed(change, "nor of anything newer of this item"));
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
        // came and went between two looks: never shown to this one, so nothing to take back
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
     * The change before may have been passed over only if this one was there by then. It need not
     * be told either: a slow subscriber may be past it, too, once a still newer one is there.
     */
    private void checkPassedOver(Change newer) {
      if (passedOver.isEmpty()) {
        return;
      }
      Change older = passedOver.get(passedOver.size() - 1);
      if (newer.sent() > index.passedAt(older.seq())) {
        missed(older, "although nothing newer was there when the cursor passed it");
        passedOver.remove(older);
      }
    }

    private void conflate() {
      conflated += passedOver.size();
      passedOver.clear();
    }

    private void missed(Change change, String what) {
      violations.add(
          MISSED, log.subscriber(), change.seq(), change.item(), "was never told of it, " + what);
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
