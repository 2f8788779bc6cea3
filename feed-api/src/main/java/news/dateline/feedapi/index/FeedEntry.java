package news.dateline.feedapi.index;

import java.util.Optional;
import news.dateline.feedapi.sse.SseFrame;

/** The last change of the feed's own record. Every filter lets it through. */
record FeedEntry(SseFrame frame) implements IndexEntry {
  @Override
  public Optional<SseFrame> frame(Filter filter, SeenRange seen) {
    return Optional.of(frame);
  }
}
