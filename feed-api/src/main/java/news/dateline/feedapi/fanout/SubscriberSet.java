package news.dateline.feedapi.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An unordered set of subscribers. Each knows its slot, so removal takes constant time. For one
 * thread.
 */
final class SubscriberSet {
  private final List<StreamSubscriber> slots = new ArrayList<>();

  void add(StreamSubscriber subscriber) {
    subscriber.assignSlot(this, slots.size());
    slots.add(subscriber);
  }

  /** Removes the subscriber of the slot; the last one takes its place. */
  void remove(int slot) {
    StreamSubscriber last = slots.remove(slots.size() - 1);
    if (slot < slots.size()) {
      slots.set(slot, last);
      last.assignSlot(this, slot);
    }
  }

  /** Calls the action for each subscriber. The action may remove its own subscriber. */
  void forEach(Consumer<StreamSubscriber> action) {
    for (int slot = slots.size() - 1; slot >= 0; slot--) {
      action.accept(slots.get(slot));
    }
  }

  /** Returns the number of subscribers of which the condition is true. */
  int count(Predicate<StreamSubscriber> condition) {
    int count = 0;
    for (StreamSubscriber subscriber : slots) {
      count += condition.test(subscriber) ? 1 : 0;
    }
    return count;
  }

  int size() {
    return slots.size();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  StreamSubscriber last() {
    return slots.get(slots.size() - 1);
  }
}
