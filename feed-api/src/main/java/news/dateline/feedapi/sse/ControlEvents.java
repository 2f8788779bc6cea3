package news.dateline.feedapi.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.LocalDate;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import org.jspecify.annotations.Nullable;

/** Encodes the events of a stream that are not changes of a feed. */
public final class ControlEvents {
  private record Position(@Nullable Long seq) {}

  private record Busy(BusyReason reason) {}

  private record NewDay(@Nullable FeedId feed, LocalDate day) {}

  private record FeedReset(@Nullable FeedId feed, Reset.Reason reason, String snapshot) {}

  private ControlEvents() {}

  /** Encodes an {@code at} event, which carries only the position. */
  public static ByteSlice at(String id) {
    return SseFrame.event(id, "at", Json.write(new Position(null)));
  }

  /** Encodes an {@code at} event whose client lacks changes; the number of the newest is given. */
  public static ByteSlice at(String id, long newestSeq) {
    return SseFrame.event(id, "at", Json.write(new Position(newestSeq)));
  }

  /**
   * Encodes a {@code reset} event: the client must load the snapshot; the stream continues from its
   * present end.
   */
  public static ByteSlice reset(String id, @Nullable FeedId feed, Reset reset) {
    return SseFrame.event(
        id, "reset", Json.write(new FeedReset(feed, reset.reason(), reset.snapshot())));
  }

  /** Encodes a {@code day} event: a new day has begun in the feed's time zone. */
  public static ByteSlice day(String id, @Nullable FeedId feed, LocalDate day) {
    return SseFrame.event(id, "day", Json.write(new NewDay(feed, day)));
  }

  /** Encodes a {@code busy} event without an id. The caller ends the stream after it. */
  public static ByteSlice busy(BusyReason reason) {
    String json = new String(Json.write(new Busy(reason)), UTF_8);
    return ByteSlice.of(("event: busy\ndata: " + json + "\n\n").getBytes(UTF_8));
  }

  /** Encodes the delay, in milliseconds, after which the client reconnects. */
  public static ByteSlice retry(Duration retry) {
    return ByteSlice.of(("retry: " + retry.toMillis() + "\n\n").getBytes(UTF_8));
  }
}
