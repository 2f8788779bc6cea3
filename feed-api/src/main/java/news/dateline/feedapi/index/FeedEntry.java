package news.dateline.feedapi.index;

import java.util.Optional;

/** The last change of the feed's own record; it concerns everyone. */
record FeedEntry(Frame frame) implements Entry {
  @Override
  public Optional<Frame> frame(Filter filter, Seen seen) {
    return Optional.of(frame);
  }
}
