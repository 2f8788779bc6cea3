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
 * @param lost for each feed of the selection, why the position it came with leads nowhere
 */
public record ResumePoint(Position position, List<Optional<Reset>> lost) {
  public ResumePoint {
    lost = List.copyOf(lost);
  }

  /**
   * What it is sent first: how long to wait before it comes back, and where it is, so that a
   * connection that is lost right now still resumes.
   */
  ByteSlice preface(Selection selection, Duration retry) {
    String id = position.id(selection);
    ByteSlice preface = ControlEvents.retry(retry);
    for (int feed = 0; feed < lost.size(); feed++) {
      Optional<Reset> reset = lost.get(feed);
      if (reset.isPresent()) {
        preface = preface.and(ControlEvents.reset(id, selection.name(feed), reset.get()));
      }
    }
    return lost.stream().anyMatch(Optional::isPresent)
        ? preface
        : preface.and(ControlEvents.at(id));
  }
}
