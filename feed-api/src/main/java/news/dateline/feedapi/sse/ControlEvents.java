package news.dateline.feedapi.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.LocalDate;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.feedapi.index.ByteSlice;
import news.dateline.feedapi.index.Reset;
import news.dateline.feedapi.index.SseFrame;
import org.jspecify.annotations.Nullable;

/** What a stream says that is no change of a feed. */
final class ControlEvents {
  private record Position() {}

  private record Busy(String reason) {}

  private record NewDay(@Nullable FeedId feed, LocalDate day) {}

  private record Lost(@Nullable FeedId feed, Reset.Reason reason, String snapshot) {}

  private ControlEvents() {}

  /** Where the reader is. */
  static ByteSlice at(String id) {
    return SseFrame.event(id, "at", Json.write(new Position()));
  }

  /** That the reader must load the snapshot, and that the stream goes on from its present end. */
  static ByteSlice reset(String id, @Nullable FeedId feed, Reset reset) {
    return SseFrame.event(
        id, "reset", Json.write(new Lost(feed, reset.reason(), reset.snapshot())));
  }

  /** That a new day has begun where the feed is. */
  static ByteSlice day(String id, @Nullable FeedId feed, LocalDate day) {
    return SseFrame.event(id, "day", Json.write(new NewDay(feed, day)));
  }

  /** Why there can be no stream now; its end follows. */
  static ByteSlice busy(String reason) {
    String json = new String(Json.write(new Busy(reason)), UTF_8);
    return ByteSlice.of(("event: busy\ndata: " + json + "\n\n").getBytes(UTF_8));
  }

  /** How long to wait before coming back. */
  static ByteSlice retry(Duration retry) {
    return ByteSlice.of(("retry: " + retry.toMillis() + "\n\n").getBytes(UTF_8));
  }
}
