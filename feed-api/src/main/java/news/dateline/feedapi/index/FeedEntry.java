package news.dateline.feedapi.index;

import java.util.Optional;
import news.dateline.events.Cursor;
import news.dateline.events.FeedSettings;
import news.dateline.events.Json;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState;
import news.dateline.feedapi.sse.SseFrame;

/** The last change of the feed's own record. Every filter lets it through. */
record FeedEntry(SseFrame frame) implements IndexEntry {
  private record FeedChange(
      PublicState.Change change, long seq, PublicFeed.Status status, FeedSettings feed) {}

  static FeedEntry of(PublicFeed state) {
    FeedChange change =
        new FeedChange(state.change(), state.seq(), state.status(), state.profile());
    Cursor cursor = new Cursor(state.epoch(), state.seq());
    return new FeedEntry(SseFrame.of(cursor, "feed", Json.write(change)));
  }

  @Override
  public Optional<SseFrame> frame(Filter filter, SeenRange seen) {
    return Optional.of(frame);
  }
}
