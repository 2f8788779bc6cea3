package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import news.dateline.events.Breaking;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.BreakingEnded;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.NewsEvent.ItemPinned;
import news.dateline.events.NewsEvent.ItemRetracted;

/** The rules of the {@link ReferenceModel} for retractions, pins and breaking news. */
final class ReferencePinAndBreaking {
  private final ReferenceModel model;

  ReferencePinAndBreaking(ReferenceModel model) {
    this.model = model;
  }

  String retract(ModelItem item, ItemRetracted event) {
    if (item.is("none")) {
      return "rejected NO_ITEM";
    }
    if (item.is("withdrawn") || (item.is("retracted") && event.reason().equals(item.reason))) {
      return "unchanged";
    }
    if (item.is("retracted")) {
      return "rejected RETRACTED";
    }
    if (event.ifVersion() != null && event.ifVersion() != item.version) {
      return "rejected VERSION_CONFLICT";
    }
    if (item.is("held")) {
      item.state = "withdrawn";
      model.settle(item, "rejected WITHDRAWN");
    } else {
      model.seq += (item.pinned ? 1 : 0) + (item.breaking == null ? 0 : 1) + 1;
      item.state = "retracted";
      item.seq = model.seq;
      item.reason = event.reason();
    }
    item.pinned = false;
    item.breaking = null;
    item.planned = null;
    item.content = null;
    item.updatedAt = null;
    item.notes.clear();
    return "accepted";
  }

  String pinOrBreaking(NewsEvent event, ModelItem item) {
    String rejection = item.rejection();
    if (rejection != null) {
      return rejection;
    }
    if (event instanceof ItemPinned) {
      return pin(item);
    }
    if (event instanceof BreakingEnded) {
      boolean was = item.breaking != null;
      item.breaking = null;
      item.seq = was ? ++model.seq : item.seq;
      return was ? "accepted" : "unchanged";
    }
    BreakingStarted started = (BreakingStarted) event;
    Instant until = end(new Breaking.Planned(started.level(), started.until()), model.now);
    if (!inRange(until, model.now)) {
      return "rejected UNTIL_OUT_OF_RANGE";
    }
    Breaking breaking = new Breaking(started.level(), until);
    if (breaking.equals(item.breaking)) {
      return "unchanged";
    }
    item.breaking = breaking;
    item.seq = ++model.seq;
    return "accepted";
  }

  static Instant end(Breaking.Planned planned, Instant from) {
    return planned.until() == null ? from.plus(Duration.ofHours(1)) : planned.until();
  }

  static boolean inRange(Instant until, Instant from) {
    return until.isAfter(from) && !until.isAfter(from.plus(Duration.ofDays(7)));
  }

  private String pin(ModelItem item) {
    if (item.pinned) {
      return "unchanged";
    }
    unpin();
    item.pinned = true;
    item.seq = ++model.seq;
    return "accepted";
  }

  boolean unpin() {
    for (ModelItem item : model.items.values()) {
      if (item.pinned) {
        item.pinned = false;
        item.seq = ++model.seq;
        return true;
      }
    }
    return false;
  }
}
