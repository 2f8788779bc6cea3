package news.dateline.feedapi.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Followers in no order. Each knows its seat, so one leaves at once however many there are. */
final class SubscriberSet {
  private final List<StreamSubscriber> seats = new ArrayList<>();

  void add(StreamSubscriber follower) {
    follower.sit(this, seats.size());
    seats.add(follower);
  }

  void remove(int seat) {
    StreamSubscriber last = seats.remove(seats.size() - 1);
    if (seat < seats.size()) {
      seats.set(seat, last);
      last.sit(this, seat);
    }
  }

  /** Calls for each; the one that is called for may leave. */
  void forEach(Consumer<StreamSubscriber> action) {
    for (int seat = seats.size() - 1; seat >= 0; seat--) {
      action.accept(seats.get(seat));
    }
  }

  int size() {
    return seats.size();
  }

  boolean isEmpty() {
    return seats.isEmpty();
  }

  /** Whoever it is easiest to part with. */
  StreamSubscriber last() {
    return seats.get(seats.size() - 1);
  }
}
