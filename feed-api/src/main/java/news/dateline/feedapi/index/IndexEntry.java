package news.dateline.feedapi.index;

import java.util.Optional;
import news.dateline.feedapi.sse.SseFrame;

/** The newest change of an item or of the feed's own record. */
public sealed interface IndexEntry permits ItemEntry, FeedEntry {
  /** Returns the change as it is sent without a filter. */
  SseFrame frame();

  /**
   * Returns the change as it is sent with a filter; empty if the filter hides it.
   *
   * @param seen what the client has received before
   */
  Optional<SseFrame> frame(Filter filter, SeenRange seen);
}
