package news.dateline.feedapi.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import news.dateline.feedapi.index.ByteSlice;
import news.dateline.feedapi.index.Reset;

/**
 * How a stream begins.
 *
 * @param position what the reader has seen
 * @param resets for each feed of the selection, why the position it came with leads nowhere
 */
public record ResumePoint(Position position, List<Optional<Reset>> resets) {
  public ResumePoint {
    resets = List.copyOf(resets);
  }

  /**
   * What it is sent first: how long to wait before it comes back, and where it is, so that a
   * connection that is lost right now still resumes.
   */
  ByteSlice openingEvents(Selection selection, Duration retry) {
    String id = position.id(selection);
    ByteSlice openingEvents = ControlEvents.retry(retry);
    for (int feed = 0; feed < resets.size(); feed++) {
      Optional<Reset> reset = resets.get(feed);
      if (reset.isPresent()) {
        openingEvents =
            openingEvents.and(ControlEvents.reset(id, selection.name(feed), reset.get()));
      }
    }
    return resets.stream().anyMatch(Optional::isPresent)
        ? openingEvents
        : openingEvents.and(ControlEvents.at(id));
  }
}
