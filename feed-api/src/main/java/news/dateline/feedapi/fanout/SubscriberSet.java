package news.dateline.feedapi.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Followers in no order. Each knows its seat, so one leaves at once however many there are. */
final class SubscriberSet {
  private final List<StreamSubscriber> slots = new ArrayList<>();

  void add(StreamSubscriber subscriber) {
    subscriber.assignSlot(this, slots.size());
    slots.add(subscriber);
  }

  void remove(int slot) {
    StreamSubscriber last = slots.remove(slots.size() - 1);
    if (slot < slots.size()) {
      slots.set(slot, last);
      last.assignSlot(this, slot);
    }
  }

  /** Calls for each; the one that is called for may leave. */
  void forEach(Consumer<StreamSubscriber> action) {
    for (int slot = slots.size() - 1; slot >= 0; slot--) {
      action.accept(slots.get(slot));
    }
  }

  int size() {
    return slots.size();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Whoever it is easiest to part with. */
  StreamSubscriber last() {
    return slots.get(slots.size() - 1);
  }
}
