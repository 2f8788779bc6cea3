package news.dateline.feedapi.index;

import java.util.Optional;

/** What a feed's numbered log holds: the newest change of an item, or of the feed itself. */
public sealed interface IndexEntry permits ItemEntry, FeedEntry {
  /** The change as everyone is sent it who sees the whole feed. */
  SseFrame frame();

  /**
   * The change as someone is sent it who sees only part of the feed; nothing where it does not
   * concern them.
   */
  Optional<SseFrame> frame(Filter filter, SeenRange seen);
}
