package news.dateline.feedapi.index;

import java.util.Optional;

/** The last change of the feed's own record; it concerns everyone. */
record FeedEntry(SseFrame frame) implements IndexEntry {
  @Override
  public Optional<SseFrame> frame(Filter filter, SeenRange seen) {
    return Optional.of(frame);
  }
}
