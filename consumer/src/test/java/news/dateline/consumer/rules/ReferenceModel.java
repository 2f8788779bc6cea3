package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import news.dateline.events.Breaking;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.FeedClosed;
import news.dateline.events.NewsEvent.ItemCorrected;
import news.dateline.events.NewsEvent.ItemEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRestored;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.NewsEvent.PinRemoved;

/**
 * A second, independent implementation of the rules: one feed, mutable, slow, and as plain as
 * possible. It shares only the events with the product. Both must agree on every history.
 */
final class ReferenceModel {
  final Map<String, ModelItem> items = new TreeMap<>();
  final Map<String, String> outcomes = new HashMap<>();
  long seq = 1;
  Instant now = RulesHarness.NOON;
  private final Map<String, String> requests = new HashMap<>();
  private final ReferenceContent content = new ReferenceContent(this);
  private final ReferencePinAndBreaking pinAndBreaking = new ReferencePinAndBreaking(this);
  private boolean closed;

  /** Fires the timers that are due, then decides the event unless its id is known. */
  void decideAt(Instant time, String id, String digest, NewsEvent event) {
    now = time.isAfter(now) ? time : now;
    fire();
    String known = requests.putIfAbsent(id, digest);
    if (known == null) {
      long before = seq;
      String outcome = decide(id, event);
      outcomes.put(id, outcome + numbers(before));
    }
  }

  String numbers(long before) {
    return seq == before ? "" : " " + (before + 1) + "-" + seq;
  }

  private void fire() {
    while (true) {
      Optional<Map.Entry<String, ModelItem>> due =
          items.entrySet().stream()
              .filter(entry -> entry.getValue().timerDue() != null)
              .filter(entry -> !entry.getValue().timerDue().isAfter(now))
              .min(Comparator.comparing(entry -> entry.getValue().timerDue()));
      if (due.isEmpty()) {
        return;
      }
      ModelItem item = due.get().getValue();
      if (item.is("held")) {
        release(item);
      } else {
        item.breaking = null;
        item.seq = ++seq;
      }
    }
  }

  private void release(ModelItem item) {
    long before = seq;
    if (closed) {
      item.state = "withdrawn";
      item.content = null;
      item.planned = null;
      settle(item, "rejected CLOSED");
      return;
    }
    show(item, item.publishedAt == null ? item.embargo : item.publishedAt, item.embargo);
    settle(item, "accepted" + numbers(before));
  }

  void show(ModelItem item, Instant publishedAt, Instant shownAt) {
    if (item.planned != null) {
      item.breaking =
          new Breaking(item.planned.level(), ReferencePinAndBreaking.end(item.planned, shownAt));
      item.planned = null;
    }
    item.state = "public";
    item.publishedAt = publishedAt;
    item.embargo = null;
    item.firstSeq = item.seq = ++seq;
  }

  void settle(ModelItem item, String outcome) {
    item.waiting.forEach(id -> outcomes.put(id, outcome));
    item.waiting.clear();
  }

  private String decide(String id, NewsEvent event) {
    if (event instanceof FeedClosed) {
      if (closed) {
        return "unchanged";
      }
      closed = true;
      seq++;
      return "accepted";
    }
    if (closed && !(event instanceof ItemCorrected) && !(event instanceof ItemRetracted)) {
      return "rejected CLOSED";
    }
    if (event instanceof PinRemoved) {
      return pinAndBreaking.unpin() ? "accepted" : "unchanged";
    }
    ModelItem item =
        items.computeIfAbsent(((ItemEvent) event).id().value(), key -> new ModelItem());
    return decide(id, event, item);
  }

  private String decide(String id, NewsEvent event, ModelItem item) {
    if (event instanceof ItemPublished published) {
      return content.publish(id, item, published);
    }
    if (event instanceof ItemUpdated updated) {
      return content.write(
          id, item, updated.item(), updated.ifVersion(), updated.minor() ? "minor" : "now");
    }
    if (event instanceof ItemImported imported) {
      String outcome =
          item.is("none")
              ? content.publish(id, item, new ItemPublished(imported.id(), imported.item()))
              : content.write(id, item, imported.item(), null, "now");
      boolean dated = imported.updatedAt() != null && outcome.equals("accepted");
      item.updatedAt = dated ? imported.updatedAt() : item.updatedAt;
      return outcome;
    }
    if (event instanceof ItemCorrected corrected) {
      return content.correct(item, corrected);
    }
    if (event instanceof ItemRetracted retracted) {
      return pinAndBreaking.retract(item, retracted);
    }
    if (event instanceof ItemRestored restored) {
      return content.restore(id, item, restored);
    }
    return pinAndBreaking.pinOrBreaking(event, item);
  }
}
