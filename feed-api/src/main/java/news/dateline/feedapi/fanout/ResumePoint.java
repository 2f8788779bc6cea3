package news.dateline.feedapi.fanout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import news.dateline.feedapi.sse.ByteSlice;
import news.dateline.feedapi.sse.ControlEvents;
import news.dateline.feedapi.sse.Reset;

/**
 * Where a stream begins.
 *
 * @param position what the client has received
 * @param resets for each feed of the selection, why the client's cursor cannot be resumed
 */
public record ResumePoint(Position position, List<Optional<Reset>> resets) {
  public ResumePoint {
    resets = List.copyOf(resets);
  }

  /**
   * Returns the first events: the reconnect delay and the position, so that a client that loses its
   * connection before the first change still resumes. If changes of the only feed follow, the event
   * has the number of the newest one: the client has caught up when its cursor reaches it. Numbers
   * of another epoch cannot be compared.
   */
  ByteSlice openingEvents(Selection selection, Duration retry, Position newest) {
    String id = position.id(selection);
    ByteSlice events = ControlEvents.retry(retry);
    for (int feed = 0; feed < resets.size(); feed++) {
      Optional<Reset> reset = resets.get(feed);
      if (reset.isPresent()) {
        events = events.and(ControlEvents.reset(id, selection.name(feed), reset.get()));
      }
    }
    if (resets.stream().anyMatch(Optional::isPresent)) {
      return events;
    }
    boolean behind =
        !selection.named() && position.sameEpochs(newest) && position.changesTo(newest) > 0;
    return events.and(
        behind ? ControlEvents.at(id, newest.cursors().get(0).seq()) : ControlEvents.at(id));
  }
}
