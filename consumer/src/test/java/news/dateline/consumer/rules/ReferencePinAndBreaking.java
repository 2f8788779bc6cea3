package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import news.dateline.events.Breaking;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.BreakingEnded;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.NewsEvent.ItemPinned;
import news.dateline.events.NewsEvent.ItemRetracted;

/** What the {@link ReferenceModel} makes of retractions, pins and breaking news. */
final class ReferencePinAndBreaking {
  private final ReferenceModel model;

  ReferencePinAndBreaking(ReferenceModel model) {
    this.model = model;
  }

  String retract(ModelItem story, ItemRetracted event) {
    boolean again = story.is("retracted") && event.reason().equals(story.reason);
    if (story.is("none")) {
      return "rejected NO_ITEM";
    }
    if (again || story.is("withdrawn")) {
      return "unchanged";
    }
    if (story.is("retracted")) {
      return "rejected RETRACTED";
    }
    if (event.ifVersion() != null && event.ifVersion() != story.version) {
      return "rejected VERSION_CONFLICT";
    }
    if (story.is("held")) {
      story.state = "withdrawn";
      model.settle(story, "rejected WITHDRAWN");
    } else {
      model.seq += (story.pinned ? 1 : 0) + (story.breaking == null ? 0 : 1) + 1;
      story.state = "retracted";
      story.seq = model.seq;
      story.reason = event.reason();
    }
    story.pinned = false;
    story.breaking = null;
    story.content = null;
    story.updatedAt = null;
    story.notes.clear();
    return "accepted";
  }

  String mark(NewsEvent event, ModelItem story) {
    String absent = story.absent();
    if (absent != null) {
      return absent;
    }
    if (event instanceof ItemPinned) {
      return pin(story);
    }
    if (event instanceof BreakingEnded) {
      boolean was = story.breaking != null;
      story.breaking = null;
      story.seq = was ? ++model.seq : story.seq;
      return was ? "accepted" : "unchanged";
    }
    BreakingStarted started = (BreakingStarted) event;
    Instant until = started.until() == null ? model.now.plus(Duration.ofHours(1)) : started.until();
    if (!until.isAfter(model.now) || until.isAfter(model.now.plus(Duration.ofDays(7)))) {
      return "rejected UNTIL_OUT_OF_RANGE";
    }
    Breaking breaking = new Breaking(started.level(), until);
    if (breaking.equals(story.breaking)) {
      return "unchanged";
    }
    story.breaking = breaking;
    story.seq = ++model.seq;
    return "accepted";
  }

  private String pin(ModelItem story) {
    if (story.pinned) {
      return "unchanged";
    }
    unpin();
    story.pinned = true;
    story.seq = ++model.seq;
    return "accepted";
  }

  boolean unpin() {
    for (ModelItem story : model.stories.values()) {
      if (story.pinned) {
        story.pinned = false;
        story.seq = ++model.seq;
        return true;
      }
    }
    return false;
  }
}
