package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.Violation.Kind.EARLY;
import static news.dateline.testbed.verify.Violation.Kind.MISSED;
import static news.dateline.testbed.verify.Violation.Kind.UNASKED;

import java.util.ArrayList;
import java.util.List;
import news.dateline.testbed.verify.ReferenceLog.Change;

/**
 * Compares what each subscriber was told with the feed's log.
 *
 * <p>Several changes of one item may arrive as the newest of them, where that was there when the
 * subscriber's cursor passed the older ones. Nothing else may be left out.
 */
final class DeliveryChecker {
  private final ReferenceLog history;
  private final OperationLog journal;
  private final Violations violations;
  private final LatencyRecorder lateness;
  private long told;
  private long conflated;

  DeliveryChecker(
      ReferenceLog history, OperationLog journal, Violations violations, LatencyRecorder lateness) {
    this.history = history;
    this.journal = journal;
    this.violations = violations;
    this.lateness = lateness;
  }

  /** Changes that subscribers were told. */
  long told() {
    return told;
  }

  /** Changes that were told as a newer one of their item. */
  long conflated() {
    return conflated;
  }

  void check(SubscriberLog ledger) {
    checkEach(ledger);
    if (ledger.reached() < history.last()) {
      String what = "never got past " + ledger.reached() + " of " + history.last();
      violations.add(MISSED, ledger.subscriber(), what);
      return;
    }
    LogIndex reading = new LogIndex(ledger, history.first(), history.last());
    history.items().forEach(changes -> new Following(ledger, reading).follow(changes));
  }

  /** What can be said of each event alone. */
  private void checkEach(SubscriberLog ledger) {
    for (int entry = 0; entry < ledger.size(); entry++) {
      Frame frame = ledger.frame(entry);
      ItemState state = frame.state();
      if (frame.type() != Frame.Type.ITEM) {
        continue;
      }
      told++;
      long early = journal.release(frame.item()) - ledger.time(entry);
      if (early > 0) {
        String what = "shown " + early + " ms before its embargo ends";
        violations.add(EARLY, ledger.subscriber(), frame.seq(), frame.item(), what);
      }
      if (state != null && !state.retracted() && !ledger.filter().shows(state)) {
        String what = frame.text() + " although the filter " + ledger.filter() + " excludes it";
        violations.add(UNASKED, ledger.subscriber(), frame.seq(), frame.item(), what);
      }
    }
  }

  /** One item in the eyes of one subscriber. */
  private final class Following {
    private final SubscriberLog ledger;
    private final LogIndex reading;
    private final List<Change> passedOver = new ArrayList<>();
    private boolean shown;

    private Following(SubscriberLog ledger, LogIndex reading) {
      this.ledger = ledger;
      this.reading = reading;
    }

    private void follow(List<Change> changes) {
      for (Change change : changes) {
        if (change.seq() > reading.start()) {
          next(change);
        }
      }
      passedOver.forEach(change -> missed(change, "nor of anything newer of this item"));
    }

    private void next(Change change) {
      justify(change);
      int entry = reading.told(change.seq());
      if (entry >= 0) {
        shown = !ledger.frame(entry).hides();
        conflate();
        measure(change, entry);
      } else if (owed(change)) {
        passedOver.add(change);
      } else {
        // came and went between two looks: never shown to this one, so nothing to take back
        conflate();
      }
    }

    private boolean owed(Change change) {
      if (shown || ledger.filter().everything()) {
        return true;
      }
      ItemState state = change.state();
      return state != null && ledger.filter().shows(state);
    }

    /**
     * The change before may have been passed over only if this one was there by then. It need not
     * be told either: a slow subscriber may be past it, too, once a still newer one is there.
     */
    private void justify(Change newer) {
      if (passedOver.isEmpty()) {
        return;
      }
      Change older = passedOver.get(passedOver.size() - 1);
      if (newer.sent() > reading.passedAt(older.seq())) {
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
          MISSED,
          ledger.subscriber(),
          change.seq(),
          change.item(),
          "was never told of it, " + what);
    }

    private void measure(Change change, int entry) {
      long seen = ledger.time(entry);
      long release = journal.release(change.item());
      if (ledger.frame(entry).text().equals("published") && release != 0) {
        if (ledger.attentiveSince(entry) <= release) {
          lateness.released(release, seen);
        }
      } else if (change.sent() != 0 && ledger.attentiveSince(entry) <= change.sent()) {
        lateness.published(change.sent(), seen);
      }
    }
  }
}
