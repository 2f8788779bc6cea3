package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * The rules told a second time, as plainly as they can be: one feed, mutable, slow, and nothing
 * shared with the product but the events. What the two make of a history must be the same.
 */
final class ReferenceModel {
  final Map<String, ModelItem> items = new TreeMap<>();
  final Map<String, String> outcomes = new HashMap<>();
  long seq = 1;
  Instant now = RulesHarness.NOON;
  private final Map<String, String> requests = new HashMap<>();
  private final ReferenceWriting writing = new ReferenceWriting(this);
  private final ReferencePinAndBreaking marks = new ReferencePinAndBreaking(this);
  private boolean closed;

  /** Time passes; then the event is decided, unless its id is known. */
  void take(Instant time, String id, String digest, NewsEvent event) {
    now = time.isAfter(now) ? time : now;
    fire();
    String known = requests.putIfAbsent(id, digest);
    if (known == null) {
      long before = seq;
      String verdict = decide(id, event);
      outcomes.put(id, verdict + numbers(before));
    }
  }

  String numbers(long before) {
    return seq == before ? "" : " " + (before + 1) + "-" + seq;
  }

  private void fire() {
    while (true) {
      Optional<Map.Entry<String, ModelItem>> due =
          items.entrySet().stream()
              .filter(entry -> entry.getValue().end() != null)
              .filter(entry -> !entry.getValue().end().isAfter(now))
              .min(Comparator.comparing(entry -> entry.getValue().end()));
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
      settle(item, "rejected CLOSED");
      return;
    }
    show(item, item.publishedAt == null ? item.embargo : item.publishedAt);
    settle(item, "accepted" + numbers(before));
  }

  void show(ModelItem item, Instant publishedAt) {
    item.state = "public";
    item.publishedAt = publishedAt;
    item.embargo = null;
    item.firstSeq = item.seq = ++seq;
  }

  void settle(ModelItem item, String verdict) {
    item.waiting.forEach(id -> outcomes.put(id, verdict));
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
      return marks.unpin() ? "accepted" : "unchanged";
    }
    ModelItem item =
        items.computeIfAbsent(((ItemEvent) event).id().value(), key -> new ModelItem());
    return decide(id, event, item);
  }

  private String decide(String id, NewsEvent event, ModelItem item) {
    if (event instanceof ItemPublished published) {
      return writing.publish(id, item, published.item());
    }
    if (event instanceof ItemUpdated updated) {
      return writing.write(
          id, item, updated.item(), updated.ifVersion(), updated.minor() ? "minor" : "now");
    }
    if (event instanceof ItemImported imported) {
      String verdict =
          item.is("none")
              ? writing.publish(id, item, imported.item())
              : writing.write(id, item, imported.item(), null, "now");
      boolean dated = imported.updatedAt() != null && verdict.equals("accepted");
      item.updatedAt = dated ? imported.updatedAt() : item.updatedAt;
      return verdict;
    }
    if (event instanceof ItemCorrected corrected) {
      return writing.correct(item, corrected);
    }
    if (event instanceof ItemRetracted retracted) {
      return marks.retract(item, retracted);
    }
    if (event instanceof ItemRestored restored) {
      return writing.restore(id, item, restored);
    }
    return marks.mark(event, item);
  }
}
