package news.dateline.feedapi.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Followers in no order. Each knows its seat, so one leaves at once however many there are. */
final class Members {
  private final List<Follower> seats = new ArrayList<>();

  void add(Follower follower) {
    follower.sit(this, seats.size());
    seats.add(follower);
  }

  void remove(int seat) {
    Follower last = seats.remove(seats.size() - 1);
    if (seat < seats.size()) {
      seats.set(seat, last);
      last.sit(this, seat);
    }
  }

  /** Calls for each; the one that is called for may leave. */
  void forEach(Consumer<Follower> action) {
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
  Follower last() {
    return seats.get(seats.size() - 1);
  }
}
